package dev.warder.demo.world;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.clock.Timeline;
import dev.warder.demo.platform.Organization;
import dev.warder.demo.platform.Platform;
import dev.warder.demo.platform.Shelf;
import dev.warder.demo.wire.Json;
import dev.warder.demo.wire.Line;
import dev.warder.demo.world.Software.Spell;
import dev.warder.testkit.draw.Draw;
import dev.warder.testkit.sample.Client;
import dev.warder.testkit.sample.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The customers, the platform's own people, and the honest software of both.
///
/// As in life some of it changes in the middle: an agent is upgraded everywhere, offices move to
/// other providers, people try another shell.
public final class World {
  private static final List<String> TREES =
      List.of(
          "alder", "aspen", "birch", "bright", "cedar", "cole", "dune", "elm", "fern", "fjord",
          "granary", "halm", "hazel", "iron", "juniper", "kestrel", "larch", "maple", "north",
          "oak", "pine", "quarry", "rowan", "spruce", "thorn");
  private static final List<String> TRADES =
      List.of(
          "clinics",
          "dental",
          "foods",
          "freight",
          "games",
          "labs",
          "law",
          "mutual",
          "optics",
          "press",
          "robotics",
          "schools",
          "shipping",
          "solar",
          "textiles",
          "tools");
  private static final List<Network> OFFICES =
      List.of(
          Network.COMCAST,
          Network.CHARTER,
          Network.COX,
          Network.CENTURYLINK,
          Network.VERIZON,
          Network.ATT,
          Network.TELEKOM,
          Network.KPN,
          Network.TELENOR,
          Network.ORANGE,
          Network.FREE);

  /// Addresses that a vendor calls from, for all its customers.
  private static final int OF_A_VENDOR = 6;

  private static final int MOVERS_PER_MILLE = 30;
  private static final int SHELLS_PER_MILLE = 100;

  private final Draw draw;
  private final Instant start;
  private final List<Organization> organizations = new ArrayList<>();
  private final List<Software> software = new ArrayList<>();

  /// Invents one.
  ///
  /// @param tenants how many customers, at most 400
  /// @param start the first midnight
  public World(Draw draw, int tenants, Instant start) {
    this.draw = requireNonNull(draw, "draw is null");
    this.start = requireNonNull(start, "start is null");
    if (tenants < 1 || tenants > TREES.size() * TRADES.size()) {
      throw new IllegalArgumentException("there are names for 1 to 400 tenants, not " + tenants);
    }
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < tenants) {
      names.add(draw.pick(TREES) + "-" + draw.pick(TRADES));
    }
    names.forEach(this::customer);
    staff();
  }

  public List<Organization> organizations() {
    return List.copyOf(organizations);
  }

  public List<Software> software() {
    return List.copyOf(software);
  }

  /// Plans a day of everybody's.
  public void plan(Instant midnight, Timeline clock, Line line, Tally tally) {
    software.forEach(one -> one.plan(midnight, clock, line, tally));
  }

  private void customer(String name) {
    Draw own = draw.fork(name);
    organizations.add(furnished(name, own.fork("things")));
    Network office = own.pick(OFFICES);
    List<Kind> kinds = new ArrayList<>(Kind.ofCustomers());
    for (int i = own.between(1, 3); i > 0; i--) {
      Kind kind = kinds.remove(own.below(kinds.size()));
      software.add(
          new Software(name, kind, spells(kind, office, own.fork(kind.word())), own.fork("s" + i)));
    }
  }

  private void staff() {
    Draw own = draw.fork(Platform.STAFF);
    organizations.add(furnished(Platform.STAFF, own.fork("things")));
    for (Kind kind : List.of(Kind.OPS, Kind.SUPPORT)) {
      List<String> addresses =
          addresses(Network.CENTURYLINK, own.fork("office"), kind == Kind.OPS ? 1 : 2);
      software.add(
          new Software(
              Platform.STAFF,
              kind,
              List.of(new Spell(Instant.MIN, addresses, kind.client())),
              own.fork(kind.word())));
    }
  }

  private List<Spell> spells(Kind kind, Network office, Draw own) {
    List<String> addresses;
    Network vendor = kind.vendor();
    if (vendor == null) {
      addresses = addresses(office, own.fork("office"), 1);
    } else {
      List<String> all = addresses(vendor, draw.fork("vendor" + kind.word()), OF_A_VENDOR);
      int first = own.below(OF_A_VENDOR - 1);
      addresses = all.subList(first, first + 2);
    }
    List<Spell> spells = new ArrayList<>();
    spells.add(new Spell(Instant.MIN, addresses, kind.client()));
    if (kind == Kind.DIRECTORY_IMPORT) {
      Instant upgrade = start.plus(Duration.ofHours(2 * 24 + 12));
      spells.add(new Spell(upgrade, addresses, Client.DIRBRIDGE_NEXT));
    } else if (kind == Kind.SCRIPTS && own.perMille(SHELLS_PER_MILLE)) {
      spells.add(new Spell(someDay(own), addresses, Client.PYTHON_SCRIPT));
    }
    if (vendor == null && own.perMille(MOVERS_PER_MILLE)) {
      List<String> moved = addresses(own.pick(OFFICES), own.fork("moved"), 1);
      spells.add(new Spell(someDay(own), moved, spells.getLast().client()));
    }
    spells.sort(Comparator.comparing(Spell::from));
    return spells;
  }

  /// A morning of the second to the eighth day.
  private Instant someDay(Draw own) {
    return start.plus(Duration.ofHours(own.between(1, 7) * 24L + 6));
  }

  private static List<String> addresses(Network network, Draw draw, int count) {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addresses.add(network.address(draw).text());
    }
    return addresses;
  }

  private static Organization furnished(String name, Draw draw) {
    Organization organization = new Organization(name);
    String own = draw.hex(10);
    int people = draw.between(8, 40);
    fill(organization, own, Shelf.USERS, people, "01", "username", "user");
    fill(organization, own, Shelf.SYSTEMS, people * 6 / 5, "02", "displayName", "device");
    fill(organization, own, Shelf.USER_GROUPS, 3 + people / 10, "03", "name", "team");
    fill(organization, own, Shelf.SYSTEM_GROUPS, 2, "04", "name", "ring");
    fill(organization, own, Shelf.POLICIES, 4, "05", "name", "policy");
    fill(organization, own, Shelf.APPLICATIONS, 5, "06", "displayLabel", "application");
    fill(organization, own, Shelf.COMMANDS, 2, "07", "name", "command");
    organization.put(
        Shelf.COMMANDS,
        "650007" + own + "ffffffff",
        Json.object().put("name", "patch").put("trigger", "weekly-patch"));
    organization.put(Shelf.DIRECTORIES, "6500ad000000000000000001", Json.object());
    return organization;
  }

  private static void fill(
      Organization organization,
      String own,
      Shelf shelf,
      int count,
      String mark,
      String field,
      String value) {
    for (int i = 0; i < count; i++) {
      organization.put(
          shelf,
          String.format(Locale.ROOT, "6500%s%s%08x", mark, own, i),
          Json.object().put(field, value + i));
    }
  }
}
