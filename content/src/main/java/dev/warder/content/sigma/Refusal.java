package dev.warder.content.sigma;

import dev.warder.content.YamlNode;
import dev.warder.content.sigma.LeftOut.Kind;

/// Ends the reading of one rule; the others go on.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final int line;
  private final String construct;

  Refusal(Kind kind, YamlNode at, String construct) {
    this(kind, at.line(), construct);
  }

  Refusal(Kind kind, int line, String construct) {
    super(construct, null, false, false);
    this.kind = kind;
    this.line = line;
    this.construct = Texts.line(construct, 200);
  }

  LeftOut of(String file, String rule) {
    return new LeftOut(file, line, rule, kind, construct);
  }
}
