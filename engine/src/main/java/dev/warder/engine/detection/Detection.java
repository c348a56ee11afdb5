package dev.warder.engine.detection;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Severity;
import dev.warder.model.Technique;
import dev.warder.model.finding.Facet;
import java.util.List;

/// One thing worth noticing, as content declares it.
///
/// A detection alone accuses nobody: it adds [#nats] to its [#facet] of a strand's case, and the
/// scorer decides when the case as a whole is told.
///
/// @param id stable, never reused
/// @param title what happened, one line
/// @param why why it matters, one or two sentences
/// @param severity how bad it is if it is theft
/// @param techniques ATT&CK, most telling first; only a rule from outside may name none
/// @param owasp OWASP API Top 10 2023 ids
/// @param facet which side of the behaviour it speaks for
/// @param nats declared weight: how much likelier a thief does this than an honest caller, natural
///   logarithm, 0 to 12
/// @param trigger when it holds
/// @param innocent what an honest caller could have been doing
/// @param advice what to do about it
public record Detection(
    String id,
    String title,
    String why,
    Severity severity,
    List<Technique> techniques,
    List<String> owasp,
    Facet facet,
    double nats,
    Trigger trigger,
    String innocent,
    String advice) {

  public Detection {
    requireNonNull(id, "id is null");
    requireNonNull(title, "title is null");
    requireNonNull(why, "why is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(facet, "facet is null");
    requireNonNull(trigger, "trigger is null");
    requireNonNull(innocent, "innocent is null");
    requireNonNull(advice, "advice is null");
    techniques = List.copyOf(techniques);
    owasp = List.copyOf(owasp);
    if (techniques.isEmpty() && facet != Facet.RULES) {
      throw new IllegalArgumentException(id + " names no technique");
    }
    if (!(nats >= 0 && nats <= 12)) {
      throw new IllegalArgumentException(id + ": nats must be 0 to 12, is " + nats);
    }
  }

  /// Whether this is a rule from outside, which nobody here has weighed.
  public boolean isOutside() {
    return facet == Facet.RULES;
  }
}
