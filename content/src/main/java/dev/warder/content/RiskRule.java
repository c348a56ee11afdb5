package dev.warder.content;

import dev.warder.engine.detection.RiskRules.RiskVerdict;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One rule: operations by pattern, or deeds on things by word, and the class they have.
///
/// @param patterns which operations; any if empty
/// @param deeds what they do; anything if empty
/// @param phrases words of which the operation's name or path must hold one; anything if empty
/// @param without words it must not hold
record RiskRule(
    RiskVerdict verdict,
    List<OperationPattern> patterns,
    Set<Deed> deeds,
    List<List<String>> phrases,
    List<List<String>> without) {

  static RiskRule read(Fields in) {
    RiskRule rule =
        new RiskRule(
            new RiskVerdict(in.constant("class", RiskClass.class), in.prose("reason")),
            OperationChoice.patterns(in, "operations"),
            Set.copyOf(in.constants("deeds", Deed.class)),
            phrases(in, "words"),
            phrases(in, "without"));
    if (rule.patterns().isEmpty() && rule.phrases().isEmpty()) {
      throw in.problem("operations", "or words must name something");
    }
    in.end();
    return rule;
  }

  private static List<List<String>> phrases(Fields in, String field) {
    List<List<String>> phrases = new ArrayList<>();
    for (String text : in.texts(field)) {
      List<String> phrase = Words.of(text);
      if (phrase.isEmpty()) {
        throw in.problem(field, "has '" + text + "', which holds no word");
      }
      phrases.add(phrase);
    }
    return phrases;
  }

  boolean covers(Operation operation, String action, Deed deed, List<List<String>> words) {
    return (deeds.isEmpty() || deeds.contains(deed))
        && (patterns.isEmpty() || OperationChoice.anyMatches(patterns, operation, action))
        && (phrases.isEmpty() || anyHeld(phrases, words))
        && !anyHeld(without, words);
  }

  private static boolean anyHeld(List<List<String>> phrases, List<List<String>> words) {
    for (List<String> phrase : phrases) {
      for (List<String> part : words) {
        if (Words.hold(part, phrase)) {
          return true;
        }
      }
    }
    return false;
  }
}
