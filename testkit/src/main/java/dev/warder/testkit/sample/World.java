package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import dev.warder.testkit.sample.Integration.Duty;
import dev.warder.testkit.sample.Integration.Phase;
import dev.warder.testkit.sample.Rhythm.Every;
import dev.warder.testkit.sample.Rhythm.Nightly;
import dev.warder.testkit.sample.Rhythm.OfficeHours;
import java.util.ArrayList;
import java.util.List;

/// The platform's customers and the honest software they run. Built once, then only read.
final class World {
  private static final long LONG_AGO = Story.at("2024-02-01T09:00:00Z");

  private final Draw draw;
  private final List<Integration> integrations = new ArrayList<>();
  private final Tenant victim;
  private final ApiKey stolenKey;

  World(Draw draw) {
    this.draw = draw;
    Tenant alder = tenant("Alder & Finch Legal", "alderfinch.example", Tenant.Host.CONSOLE, 90);
    Tenant bright = tenant("Brightwater Clinics", "brightwater.example", Tenant.Host.CONSOLE, 160);
    victim = tenant("Corvane Logistics", "corvane.example", Tenant.Host.CONSOLE, 140);
    Tenant dunmore = tenant("Dunmore Schools", "dunmore.example", Tenant.Host.CONSOLE, 210);
    Tenant elmstead = tenant("Elmstead Mutual", "elmstead.example", Tenant.Host.CONSOLE, 120);
    Tenant fjordline =
        tenant("Fjordline Robotics", "fjordline.example", Tenant.Host.CONSOLE_EU, 80);
    Tenant granary = tenant("Granary Foods", "granary.example", Tenant.Host.CONSOLE_EU, 130);
    Tenant halm = tenant("Halm Shipping", "halm.example", Tenant.Host.CONSOLE_EU, 100);

    stolenKey = hrSync(victim, Network.AWS_VIRGINIA);
    hrSync(bright, Network.AWS_VIRGINIA);
    hrSync(elmstead, Network.AWS_VIRGINIA);
    hrSync(granary, Network.AWS_FRANKFURT);

    directoryImport(victim, Network.CHARTER);
    directoryImport(bright, Network.COX);
    directoryImport(dunmore, Network.COMCAST);
    directoryImport(halm, Network.KPN);

    for (Tenant tenant : List.of(alder, bright, elmstead, granary, halm)) {
      scimBridge(tenant);
    }
    for (Tenant tenant : List.of(bright, victim, elmstead, fjordline)) {
      logPuller(tenant);
    }
    for (Tenant tenant : List.of(alder, victim, dunmore, fjordline, halm)) {
      chatApp(tenant);
    }
    terraform(elmstead, Network.GOOGLE_CLOUD);
    terraform(fjordline, Network.TELENOR);

    patching(victim, Network.CHARTER);
    patching(dunmore, Network.COMCAST);
    patching(granary, Network.TELEKOM);

    wallboard(dunmore, LONG_AGO, Network.COMCAST);
    wallboard(granary, LONG_AGO, Network.TELEKOM_V6);
    wallboard(alder, Story.HONEST_MINT, Network.DIGITALOCEAN);

    backup(alder, new Duty(new Nightly(1, 15), Jobs::backup));
    backup(victim, new Duty(new Nightly(0, 40), Jobs::backup));
    backup(halm, new Duty(new Nightly(1, 50), Jobs::backup));
    quarterlyArchive(halm);

    administrators(alder, bright, fjordline);
    forgottenScript(dunmore);
  }

  List<Integration> integrations() {
    return List.copyOf(integrations);
  }

  Tenant victim() {
    return victim;
  }

  ApiKey stolenKey() {
    return stolenKey;
  }

  /// The key that the thief makes: in the inventory it looks like any other of its owner.
  ApiKey mintedKey() {
    return new ApiKey(
        "fp_" + draw.fork("minted").hex(16),
        victim,
        stolenKey.ownerUid(),
        stolenKey.ownerEmail(),
        "unassigned",
        true,
        0);
  }

  /// The honest twin of the theft's second act: an administrator makes a key for a new wallboard.
  ApiCall honestMint() {
    ApiKey wallboard = find("Alder & Finch Legal", "dashboard");
    Integration admin =
        integrations.stream()
            .filter(i ->
                i.key().tenant().equals(wallboard.tenant()) && i.key().kind().equals("scripts"))
            .findFirst()
            .orElseThrow();
    List<ApiCall> calls = new ArrayList<>();
    Phase phase = admin.phases().getFirst();
    new Visit(
            calls,
            admin.key(),
            phase.addresses().getFirst(),
            phase.client(),
            Story.HONEST_MINT,
            400,
            draw.fork("honest mint"))
        .mint(wallboard);
    return calls.getFirst();
  }

  private ApiKey find(String tenant, String kind) {
    return integrations.stream()
        .map(Integration::key)
        .filter(key -> key.tenant().name().equals(tenant) && key.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private Tenant tenant(String name, String domain, Tenant.Host host, int size) {
    return Tenant.invent(name, domain, host, size, draw.fork(domain));
  }

  private ApiKey hrSync(Tenant tenant, Network network) {
    int offset = draw.fork("hr" + tenant.domain()).below(50);
    return software(
        tenant,
        "hr_sync",
        true,
        350,
        Client.STAFFTREE,
        addresses(tenant, network, 2),
        new Duty(new Every(15, 0, 24, offset), Jobs::hrPoll),
        new Duty(new Nightly(3, 30), Jobs::hrFull));
  }

  private void directoryImport(Tenant tenant, Network network) {
    List<Network.Address> office = addresses(tenant, network, 1);
    List<Phase> phases = new ArrayList<>();
    phases.add(new Phase(LONG_AGO, office, Client.DIRBRIDGE));
    phases.add(new Phase(Story.AGENT_UPGRADE, office, Client.DIRBRIDGE_NEXT));
    if (tenant.name().startsWith("Brightwater")) {
      phases.add(
          new Phase(
              Story.OFFICE_MOVE, addresses(tenant, Network.CENTURYLINK, 1), Client.DIRBRIDGE_NEXT));
    }
    int offset = draw.fork("ad" + tenant.domain()).below(55);
    add(
        key(tenant, "directory_import", true),
        900,
        phases,
        new Duty(new Every(30, 0, 24, offset), Jobs::directoryImport));
  }

  private void scimBridge(Tenant tenant) {
    software(
        tenant,
        "scim_bridge",
        false,
        260,
        Client.SCIMLINE,
        addresses(tenant, Network.AZURE, 2),
        new Duty(new Every(30, 0, 24, 7), Jobs::scimBridge));
  }

  private void logPuller(Tenant tenant) {
    Network network =
        tenant.host() == Tenant.Host.CONSOLE ? Network.AWS_VIRGINIA_V6 : Network.AWS_FRANKFURT;
    software(
        tenant,
        "log_puller",
        false,
        150,
        Client.LOGHARBOR,
        addresses(tenant, network, 1),
        new Duty(new Every(15, 0, 24, 31), Jobs::logPuller));
  }

  private void chatApp(Tenant tenant) {
    software(
        tenant,
        "chat_app",
        false,
        300,
        Client.PINGLET,
        addresses(tenant, Network.GOOGLE_CLOUD, 3),
        new Duty(new OfficeHours(36, 7, 19), Jobs::chatApp));
  }

  private void terraform(Tenant tenant, Network network) {
    software(
        tenant,
        "terraform",
        true,
        90,
        Client.TERRAFORM,
        addresses(tenant, network, 1),
        new Duty(new OfficeHours(3, 8, 17), Jobs::terraform));
  }

  private void patching(Tenant tenant, Network network) {
    software(
        tenant,
        "command_trigger",
        true,
        700,
        Client.PATCHWHEEL,
        addresses(tenant, network, 1),
        new Duty(new Nightly(4, 5), Jobs::patchNight));
  }

  private void wallboard(Tenant tenant, long fromMillis, Network network) {
    List<Phase> phases =
        List.of(new Phase(fromMillis + 1_260_000, addresses(tenant, network, 1), Client.WALLBOARD));
    ApiKey key = key(tenant, "dashboard", false);
    if (fromMillis != LONG_AGO) {
      key =
          new ApiKey(
              key.uid(), tenant, key.ownerUid(), key.ownerEmail(), key.kind(), false, fromMillis);
    }
    add(key, 120, phases, new Duty(new Every(30, 6, 20, 12), Jobs::wallboard));
  }

  private void backup(Tenant tenant, Duty... duties) {
    software(
        tenant,
        "backup",
        true,
        180,
        Client.COLDVAULT,
        addresses(tenant, Network.AWS_FRANKFURT, 1),
        duties);
  }

  /// The backup's own key, once, on the evening of the fourth day.
  private void quarterlyArchive(Tenant tenant) {
    Integration nightly = integrations.getLast();
    long evening = Story.FIRST_MIDNIGHT + 3 * Story.DAY_MILLIS;
    Integration.Job onceOnly =
        visit -> {
          if (visit.nowMillis() >= evening && visit.nowMillis() < evening + Story.DAY_MILLIS) {
            Jobs.bulkExport(visit);
          }
        };
    if (!nightly.key().tenant().uid().equals(tenant.uid())) {
      throw new IllegalStateException("the archive must follow its tenant's backup");
    }
    integrations.add(
        new Integration(
            nightly.key(),
            140,
            nightly.phases(),
            List.of(new Duty(new Nightly(21, 10), onceOnly))));
  }

  private void administrators(Tenant alder, Tenant bright, Tenant fjordline) {
    Duty american = new Duty(new OfficeHours(3, 14, 23), Jobs::adminScript);
    Duty european = new Duty(new OfficeHours(3, 7, 16), Jobs::adminScript);
    software(
        alder,
        "scripts",
        true,
        900,
        Client.POWERSHELL,
        addresses(alder, Network.COMCAST, 1),
        american);
    software(
        bright,
        "scripts",
        true,
        900,
        Client.PYTHON_SCRIPT,
        addresses(bright, Network.COX, 2),
        american);
    List<Phase> travelling =
        List.of(
            new Phase(LONG_AGO, addresses(fjordline, Network.TELENOR, 1), Client.POWERSHELL),
            new Phase(Story.TRAVEL, addresses(fjordline, Network.ORANGE, 1), Client.POWERSHELL));
    add(key(fjordline, "scripts", true), 900, travelling, european);
  }

  private void forgottenScript(Tenant tenant) {
    software(
        tenant,
        "unassigned",
        false,
        500,
        Client.PYTHON_SCRIPT,
        addresses(tenant, Network.COMCAST, 1),
        new Duty(new Every(240, 0, 24, 2), Jobs::forgotten));
  }

  private ApiKey software(
      Tenant tenant,
      String kind,
      boolean privileged,
      int paceMillis,
      Client client,
      List<Network.Address> addresses,
      Duty... duties) {
    ApiKey key = key(tenant, kind, privileged);
    add(key, paceMillis, List.of(new Phase(LONG_AGO, addresses, client)), duties);
    return key;
  }

  private void add(ApiKey key, int paceMillis, List<Phase> phases, Duty... duties) {
    integrations.add(new Integration(key, paceMillis, List.copyOf(phases), List.of(duties)));
  }

  private ApiKey key(Tenant tenant, String kind, boolean privileged) {
    Draw own = draw.fork(tenant.domain() + '/' + kind);
    return new ApiKey(
        "fp_" + own.hex(16),
        tenant,
        Tenant.id(own),
        "svc-" + kind.replace('_', '-') + '@' + tenant.domain(),
        kind,
        privileged,
        LONG_AGO + own.below(900) * Story.DAY_MILLIS + own.below(36_000_000));
  }

  private List<Network.Address> addresses(Tenant tenant, Network network, int count) {
    Draw own = draw.fork(tenant.domain() + '@' + network + count);
    List<Network.Address> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addresses.add(network.address(own));
    }
    return List.copyOf(addresses);
  }
}
