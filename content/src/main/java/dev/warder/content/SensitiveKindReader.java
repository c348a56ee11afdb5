package dev.warder.content;

import dev.warder.engine.parameter.SensitiveKind;
import dev.warder.model.ValueShape;
import java.util.List;
import java.util.Map;

/// Reads one kind of sensitive data. Names are matched by words, so that `pan` fits `pan` and
/// `cardPan`, and neither `company` nor `expand`.
final class SensitiveKindReader {
  private static final Map<String, Boolean> YES_OR_NO = Map.of("true", true, "false", false);

  private SensitiveKindReader() {}

  static SensitiveKind read(Fields fields) {
    List<List<String>> phrases = fields.someTexts("names").stream().map(Words::of).toList();
    SensitiveKind kind;
    try {
      kind =
          new SensitiveKind(
              fields.prose("id"),
              fields.prose("label"),
              fields.constants("shapes", ValueShape.class),
              fields.number("chance"),
              fields.number("name-nats"),
              fields.choice("name-suffices", YES_OR_NO),
              name -> isNamed(name, phrases));
    } catch (IllegalArgumentException e) {
      throw fields.problem("chance", String.valueOf(e.getMessage()));
    }
    fields.end();
    return kind;
  }

  private static boolean isNamed(String name, List<List<String>> phrases) {
    List<String> words = Words.of(name);
    for (List<String> phrase : phrases) {
      if (Words.hold(words, phrase)) {
        return true;
      }
    }
    return false;
  }
}
