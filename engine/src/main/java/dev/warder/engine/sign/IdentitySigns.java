package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.Mintings;
import dev.warder.engine.profile.Mintings.Minting;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Profile;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.Usage;
import dev.warder.engine.sign.Noticed.Outside;
import dev.warder.model.Activity;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Source;
import dev.warder.model.Times;
import dev.warder.model.finding.FacetEvidence.Circle;

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
  private static final double THROUGH_A_COMPANY = 0.7;
  private static final long DORMANT_MICROS = 30 * Times.DAY;

  private final Facts facts;
  private final Circles circles;
  private final Mintings mintings;
  private final Noticed noticed;

  /// @param noticed takes what only all partitions together can tell
  IdentitySigns(Facts facts, Circles circles, Mintings mintings, Noticed noticed) {
    this.facts = facts;
    this.circles = circles;
    this.mintings = mintings;
    this.noticed = noticed;
  }

  void look(Observation seen, FactSink sink) {
    if (seen.activity().caller().kind() == CredentialKind.CONSOLE) {
      noticed.console(seen.activity().source().address(), seen.timeMicros());
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
      fanOut(seen.strand());
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
        Facts.fact(
            detection, nats, profile.sources().words(3), Facts.describe(source), circle, seen));
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

  /// A vendor that moves its egress brings its client along and is not counted.
  private void fanOut(Strand newcomer) {
    Sighting birth = newcomer.birth();
    boolean isTelling = !birth.source().address().isEmpty() && !birth.tenant().isEmpty();
    if (isTelling && facts.detection(Sign.SOURCE_FAN_OUT) != null) {
      noticed.newcomer(newcomer);
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
    boolean bornInCloud = Facts.isBornInCloud(birth);
    double weight = inPlatform ? 0 : bornInCloud ? strangeness(birth, now) : 0;
    boolean mayBeAPerson = !inPlatform && !bornInCloud && mayBeAPersons(now);
    if (detection == null || (weight == 0 && !mayBeAPerson)) {
      return;
    }
    if (!seen.credential().tellFor(now.canonical())) {
      return;
    }
    if (mayBeAPerson) {
      noticed.outside(new Outside(seen.strand(), Sighting.of(activity, seen.operation()), birth));
      return;
    }
    sink.accept(
        seen.strand(),
        Facts.fact(
            detection,
            detection.nats() * weight,
            Facts.home(birth),
            Facts.describe(now),
            Circle.KEY,
            seen));
  }

  /// How strange it is, 0 to 1, for a machine's session to call from a network. A company may route
  /// its machines' calls through its own lines.
  private static double strangeness(Source birth, Source now) {
    if (birth.asNumber() == now.asNumber()) {
      return 0;
    }
    return switch (now.sourceClass()) {
      case ISP, MOBILE, VPN, UNKNOWN, CLOUD, HOSTING, PRIVATE -> 1;
      case CORPORATE, EDUCATION -> THROUGH_A_COMPANY;
      case SERVICE -> 0;
    };
  }

  /// Whether a machine's session that was never seen in its cloud calls from where a person may
  /// sit.
  private static boolean mayBeAPersons(Source now) {
    return switch (now.sourceClass()) {
      case ISP, MOBILE, VPN, UNKNOWN -> true;
      case CORPORATE, EDUCATION, CLOUD, HOSTING, PRIVATE, SERVICE -> false;
    };
  }

  private void mintedBySuspect(Observation seen, FactSink sink) {
    Minting minting = mintings.of(seen.credential().uid());
    if (minting != null && minting.bySuspect() && seen.timeMicros() >= minting.timeMicros()) {
      minted(seen.strand(), minting, sink);
    }
  }

  /// Adds to a strand's case that its key was minted by a suspect, unless it says so already.
  void minted(Strand child, Minting minting, FactSink sink) {
    Detection detection = facts.detection(Sign.MINTED_BY_SUSPECT);
    if (detection != null && !child.evidence().holds(detection)) {
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
}
