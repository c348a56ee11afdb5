package dev.warder.engine.sign;

import dev.warder.engine.detection.Detections;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.CredentialState.Minting;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.model.CredentialKind;
import dev.warder.model.SourceClass;

/// Everything that is looked for at one call. Confined to the engine's thread.
public final class Signs {
  private final IdentitySigns identity;
  private final BehaviourSigns behaviour;
  private final CallMatches matches = new CallMatches();

  public Signs(Detections content, Circles circles) {
    Facts facts = new Facts(content.bySign());
    this.identity = new IdentitySigns(facts, circles);
    this.behaviour = new BehaviourSigns(facts, circles);
  }

  /// Looks at one call and hands on what speaks for theft.
  public void look(Observation seen, FactSink sink) {
    if (isProvidersOwn(seen)) {
      return;
    }
    identity.look(seen, sink);
    matches.look(seen, sink);
    behaviour.look(seen, sink);
  }

  /// Adds to a strand's case that its key was minted by a suspect.
  public void minted(Strand child, Minting minting, FactSink sink) {
    identity.minted(child, minting, sink);
  }

  /// The provider acting for somebody is the echo of a call that was judged itself.
  private static boolean isProvidersOwn(Observation seen) {
    return seen.activity().caller().kind() == CredentialKind.SERVICE
        || seen.activity().source().sourceClass() == SourceClass.SERVICE;
  }
}
