package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.CredentialState.Minting;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Profile;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.Usage;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Source;
import dev.warder.model.Times;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Signs in who calls: looked for once, when a strand is born, or when a session meets a new
/// network.
///
/// A new value weighs what the key's own habit makes it weigh: `ln(share of thieves that show it /
/// the key's own novelty rate)`. A key that moves every week gains almost nothing by moving again;
/// a key that sat on one machine for a month gains much. What colleagues use weighs a third.
final class IdentitySigns {
  /// Share of thieves assumed to come from elsewhere, and to use something else.
  private static final double THIEF_SHARE = 0.8;

  private static final double KNOWN_TO_TENANT = 0.35;
  private static final double KNOWN_TO_WORLD = 0.85;
  private static final double RENTABLE_EXTRA = 1.5;
  private static final int FAN_OUT_TENANTS = 4;
  private static final long FAN_OUT_WINDOW = Times.DAY;
  private static final int MAX_ADDRESSES = 100_000;
  private static final double BORN_OUTSIDE = 0.85;
  private static final double THROUGH_A_COMPANY = 0.7;
  private static final long DORMANT_MICROS = 30 * Times.DAY;

  /// A strand that an address opened.
  private record Birth(long timeMicros, String tenant) {}

  private final Facts facts;
  private final Circles circles;
  private final ConsoleAddresses consoles = new ConsoleAddresses();
  private final Map<String, ArrayDeque<Birth>> births = new LinkedHashMap<>();
  private final Map<String, Set<String>> outside = new HashMap<>();

  IdentitySigns(Facts facts, Circles circles) {
    this.facts = facts;
    this.circles = circles;
  }

  void look(Observation seen, FactSink sink) {
    if (seen.activity().caller().kind() == CredentialKind.CONSOLE) {
      consoles.note(seen.activity().source().address(), seen.timeMicros());
    }
    outsideBirthNetwork(seen, sink);
    if (!seen.opensStrand()) {
      return;
    }
    mintedBySuspect(seen, sink);
    attackTool(seen, sink);
    if (!seen.founded()) {
      return;
    }
    boolean newSource = newSource(seen, sink);
    boolean newClient = newClient(seen, sink);
    dormantWake(seen, sink);
    if (newSource || newClient) {
      seen.strand().profile().watch(seen.strand());
    }
    if (newSource && newClient) {
      fanOut(seen, sink);
    }
  }

  private boolean newSource(Observation seen, FactSink sink) {
    Profile profile = seen.strand().profile();
    Source source = seen.activity().source();
    if (profile.sources().knows(source.canonical())) {
      return false;
    }
    boolean rentable = source.sourceClass().isRentable() && !profile.usesRentable();
    Detection detection = facts.detection(rentable ? Sign.NEW_RENTABLE_SOURCE : Sign.NEW_SOURCE);
    if (detection == null) {
      return true;
    }
    Circle circle = circles.newTo(seen.activity().tenant(), Kind.SOURCE, source.canonical());
    double nats = surprise(profile.sources(), circle) + (rentable ? RENTABLE_EXTRA : 0);
    sink.accept(
        seen.strand(),
        Facts.fact(detection, nats, profile.sources().words(3), describe(source), circle, seen));
    return true;
  }

  private boolean newClient(Observation seen, FactSink sink) {
    Profile profile = seen.strand().profile();
    String family = seen.activity().client().family();
    if (profile.clients().knows(family)) {
      return false;
    }
    Detection detection = facts.detection(Sign.NEW_CLIENT);
    if (detection != null) {
      Circle circle = circles.newTo(seen.activity().tenant(), Kind.CLIENT, family);
      double nats = surprise(profile.clients(), circle);
      sink.accept(
          seen.strand(),
          Facts.fact(detection, nats, profile.clients().words(3), family, circle, seen));
    }
    return true;
  }

  private static double surprise(Usage usage, Circle circle) {
    double nats = Math.log(THIEF_SHARE / usage.noveltyRate());
    double weight =
        switch (circle) {
          case NOBODY, KEY -> KNOWN_TO_TENANT;
          case TENANT -> KNOWN_TO_WORLD;
          case WORLD -> 1;
        };
    return Math.max(0, nats) * weight;
  }

  private static String describe(Source source) {
    return source.words() + ", " + source.sourceClass().name().toLowerCase(Locale.ROOT);
  }

  private void attackTool(Observation seen, FactSink sink) {
    Detection detection = facts.detection(Sign.ATTACK_TOOL);
    if (detection != null && seen.activity().client().kind() == ClientKind.ATTACK_TOOL) {
      sink.accept(
          seen.strand(),
          Facts.fact(
              detection,
              detection.nats(),
              seen.strand().profile().clients().words(3),
              seen.activity().client().family(),
              Circle.WORLD,
              seen));
    }
  }

  private void dormantWake(Observation seen, FactSink sink) {
    Detection detection = facts.detection(Sign.DORMANT_WAKE);
    long usual = seen.longestGapMicros();
    if (detection == null || seen.silenceMicros() < Math.max(DORMANT_MICROS, 2 * usual)) {
      return;
    }
    sink.accept(
        seen.strand(),
        Facts.fact(
            detection,
            detection.nats(),
            "never silent for longer than " + Times.words(usual),
            "silent for " + Times.words(seen.silenceMicros()),
            Circle.KEY,
            seen));
  }

  /// Addresses that open strands on keys of several tenants, with a client new to each of them. A
  /// vendor that moves its egress brings its client along and is not counted.
  private void fanOut(Observation seen, FactSink sink) {
    Detection detection = facts.detection(Sign.SOURCE_FAN_OUT);
    String address = seen.activity().source().address();
    if (detection == null || address.isEmpty() || seen.activity().tenant().isEmpty()) {
      return;
    }
    if (births.size() >= MAX_ADDRESSES && !births.containsKey(address)) {
      births.remove(births.keySet().iterator().next());
    }
    ArrayDeque<Birth> of = births.computeIfAbsent(address, absent -> new ArrayDeque<>(2));
    long now = seen.timeMicros();
    of.removeIf(birth -> birth.timeMicros < now - FAN_OUT_WINDOW);
    if (of.size() < 64) {
      of.add(new Birth(now, seen.activity().tenant()));
    }
    Set<String> tenants = new HashSet<>();
    of.forEach(birth -> tenants.add(birth.tenant));
    if (tenants.size() >= FAN_OUT_TENANTS) {
      sink.accept(
          seen.strand(),
          Facts.fact(
              detection,
              detection.nats(),
              "each of these keys had its own consumers",
              address + " opened new consumers on keys of " + tenants.size() + " tenants in a day",
              Circle.WORLD,
              seen));
    }
  }

  /// A machine's session belongs where the machine is.
  private void outsideBirthNetwork(Observation seen, FactSink sink) {
    Activity activity = seen.activity();
    if (activity.caller().kind() != CredentialKind.WORKLOAD_SESSION) {
      return;
    }
    Detection detection = facts.detection(Sign.OUTSIDE_BIRTH_NETWORK);
    Source birth = seen.credential().birthSource();
    Source now = activity.source();
    boolean inPlatform =
        activity.attributes().containsKey("vpcEndpointId") || now.address().isEmpty();
    double weight = inPlatform ? 0 : strangeness(birth, now, seen.timeMicros());
    if (detection == null || weight == 0) {
      return;
    }
    Set<String> told = outside.computeIfAbsent(seen.credential().uid(), absent -> new HashSet<>());
    if (told.size() < 16 && told.add(now.canonical())) {
      sink.accept(
          seen.strand(),
          Facts.fact(
              detection,
              detection.nats() * weight,
              birth.sourceClass().isRentable() ? describe(birth) : "a machine in a cloud",
              describe(now),
              Circle.KEY,
              seen));
    }
  }

  /// How strange it is, 0 to 1, for a machine's session to call from a network. A company may route
  /// its machines' calls through its own lines; but a machine that was never seen in its cloud, and
  /// calls from where a person sits at a console, is that person or somebody beside them.
  private double strangeness(Source birth, Source now, long timeMicros) {
    boolean bornInCloud = birth.sourceClass().isRentable() && birth.asNumber() != 0;
    if (bornInCloud && birth.asNumber() == now.asNumber()) {
      return 0;
    }
    double outside = consoles.usedSince(now.address(), timeMicros - Times.DAY) ? 1 : BORN_OUTSIDE;
    return switch (now.sourceClass()) {
      case ISP, MOBILE, VPN, UNKNOWN -> bornInCloud ? 1 : outside;
      case CORPORATE, EDUCATION -> bornInCloud ? THROUGH_A_COMPANY : 0;
      case CLOUD, HOSTING, PRIVATE -> bornInCloud ? 1 : 0;
      case SERVICE -> 0;
    };
  }

  private void mintedBySuspect(Observation seen, FactSink sink) {
    Minting minting = seen.credential().minting();
    if (minting != null
        && minting.strand().isSuspect()
        && seen.timeMicros() >= minting.timeMicros()) {
      minted(seen.strand(), minting, sink);
    }
  }

  /// Adds to a strand's case that its key was minted by a suspect.
  void minted(Strand child, Minting minting, FactSink sink) {
    Detection detection = facts.detection(Sign.MINTED_BY_SUSPECT);
    if (detection != null) {
      sink.accept(
          child,
          new Fact(
              detection,
              detection.nats(),
              "did not exist",
              "created by " + minting.parentUid() + ", which is under suspicion",
              Circle.KEY,
              Facts.evidence(child.birth())));
    }
  }

  void save(StateWriter out) {
    consoles.save(out);
    out.list(
        births.entrySet(),
        (to, address) -> {
          to.text(address.getKey());
          to.list(address.getValue(), IdentitySigns::save);
        });
    out.sorted(outside, StateWriter::sorted);
  }

  private static void save(StateWriter out, Birth birth) {
    out.signed(birth.timeMicros);
    out.text(birth.tenant);
  }

  void restore(StateReader in) throws StateException {
    consoles.restore(in);
    in.into(births, from -> new ArrayDeque<>(from.list(of -> new Birth(of.signed(), of.text()))));
    in.into(outside, from -> new HashSet<>(from.texts()));
  }
}
