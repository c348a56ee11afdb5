package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Mintings;
import dev.warder.engine.profile.Mintings.Minting;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.model.CredentialKind;
import dev.warder.model.DeadOperations;
import dev.warder.model.SourceClass;
import dev.warder.model.finding.FacetEvidence.Circle;
import org.jspecify.annotations.Nullable;

/// Everything that is looked for at one call of a partition. Confined to the partition's thread.
public final class Signs {
  private final InventorySigns inventory;
  private final IdentitySigns identity;
  private final BehaviourSigns behaviour;
  private final CallMatches matches;
  private final Facts facts;
  private final Noticed noticed = new Noticed();

  /// Looks for nothing yet.
  ///
  /// @param dead what nobody may call
  /// @param shared what other partitions' keys have shown
  public Signs(
      Detections content,
      DeadOperations dead,
      Circles circles,
      Mintings mintings,
      SharedSigns shared) {
    this.facts = new Facts(content.bySign());
    this.inventory = new InventorySigns(facts, dead);
    this.identity = new IdentitySigns(facts, circles, mintings, noticed);
    this.matches = new CallMatches(shared.noise(), noticed);
    this.behaviour = new BehaviourSigns(facts, circles);
  }

  /// Looks at one call and hands on what speaks for theft.
  public void look(Observation seen, FactSink sink) {
    if (isProvidersOwn(seen)) {
      return;
    }
    inventory.look(seen, sink);
    identity.look(seen, sink);
    matches.look(seen, sink);
    behaviour.look(seen, sink);
  }

  /// Adds to a strand's case that its key was minted by a suspect.
  public void minted(Strand child, Minting minting, FactSink sink) {
    identity.minted(child, minting, sink);
  }

  /// The fact that a consumer stands out; null if content has no words for it.
  ///
  /// @param usual what is usual, in words
  /// @param what what stands out, in words
  public @Nullable Fact standsOut(Observation seen, String usual, String what) {
    Detection detection = facts.detection(Sign.STANDS_OUT);
    return detection == null
        ? null
        : Facts.fact(detection, detection.nats(), usual, what, Circle.KEY, seen);
  }

  /// The fact that a consumer has a part in something that stands out across keys; null if content
  /// has no words for it.
  ///
  /// @param sign what stands out
  /// @param nats how far; what is declared is the most
  /// @param usual what is usual, in words
  /// @param what what stands out, in words
  /// @param call of the consumer
  public @Nullable Fact standsOut(
      Sign sign, double nats, String usual, String what, Sighting call) {
    Detection detection = facts.detection(sign);
    return detection == null
        ? null
        : new Fact(
            detection,
            Math.clamp(nats, 0, detection.nats()),
            usual,
            what,
            Circle.TENANT,
            Facts.evidence(call));
  }

  /// The provider acting for somebody is the echo of a call that was judged itself.
  public static boolean isProvidersOwn(Observation seen) {
    return seen.activity().caller().kind() == CredentialKind.SERVICE
        || seen.activity().source().sourceClass() == SourceClass.SERVICE;
  }

  /// What the calls since the last epoch tell together with those of other keys.
  public Noticed noticed() {
    return noticed;
  }
}
