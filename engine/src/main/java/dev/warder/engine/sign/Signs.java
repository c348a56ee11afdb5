package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.CredentialState.Minting;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.CredentialKind;
import dev.warder.model.SourceClass;
import dev.warder.model.finding.FacetEvidence.Circle;
import org.jspecify.annotations.Nullable;

/// Everything that is looked for at one call. Confined to the engine's thread.
public final class Signs {
  private final InventorySigns inventory;
  private final IdentitySigns identity;
  private final BehaviourSigns behaviour;
  private final CallMatches matches = new CallMatches();
  private final Facts facts;

  public Signs(Detections content, Circles circles) {
    this.facts = new Facts(content.bySign());
    this.inventory = new InventorySigns(facts);
    this.identity = new IdentitySigns(facts, circles);
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

  /// The provider acting for somebody is the echo of a call that was judged itself.
  public static boolean isProvidersOwn(Observation seen) {
    return seen.activity().caller().kind() == CredentialKind.SERVICE
        || seen.activity().source().sourceClass() == SourceClass.SERVICE;
  }

  public void save(StateWriter out) {
    identity.save(out);
    matches.save(out);
  }

  public void restore(StateReader in) throws StateException {
    identity.restore(in);
    matches.restore(in);
  }
}
