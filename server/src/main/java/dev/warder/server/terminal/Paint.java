package dev.warder.server.terminal;

import dev.warder.model.Severity;

/// Colours and weights of a terminal, or nothing at all. Meaning never rests on them alone.
public final class Paint {
  private static final String ESCAPE = "\u001b[";

  private final Terminal.Ink ink;

  Paint(Terminal.Ink ink) {
    this.ink = ink;
  }

  public String bold(String text) {
    return wrap("1", text);
  }

  public String faint(String text) {
    return wrap("2", text);
  }

  public String accent(String text) {
    return wrap("36", text);
  }

  public String good(String text) {
    return wrap("32", text);
  }

  /// The text in the colour of a severity.
  public String severity(Severity severity, String text) {
    return wrap(
        switch (severity) {
          case CRITICAL -> "1;97;41";
          case HIGH -> "1;31";
          case MEDIUM -> "1;33";
          case LOW -> "34";
          case INFORMATIONAL -> "2";
        },
        text);
  }

  private String wrap(String code, String text) {
    return ink == Terminal.Ink.PLAIN ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
