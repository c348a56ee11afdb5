package dev.warder.content.sigma;

import dev.warder.content.TechniqueTable;
import dev.warder.content.YamlNode;
import dev.warder.content.sigma.LeftOut.Kind;
import dev.warder.engine.detection.Condition;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Trigger;
import dev.warder.model.StableHash;
import dev.warder.model.finding.Facet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Turns one document into a rule, or refuses it. What nothing here needs (author, dates, related
/// rules) is not looked at.
///
/// Source Sigma specification 2.1
final class SigmaReader {
  private static final int MAX_TITLE = 160;
  private static final int MAX_PROSE = 600;
  private static final int MAX_LIST = 16;

  private final TechniqueTable techniques;

  SigmaReader(TechniqueTable techniques) {
    this.techniques = techniques;
  }

  SigmaRule read(String file, YamlNode document) {
    if (!(document instanceof YamlNode.Mapping rule)) {
      throw new Refusal(Kind.INVALID, document, "a document that is no mapping");
    }
    requireRule(rule);
    LogSource source = source(rule);
    Expression expression = expression(rule, source);
    Level level = Level.of(text(rule, "level").toLowerCase(Locale.ROOT));
    if (level == null) {
      throw new Refusal(Kind.INVALID, rule, "level " + text(rule, "level"));
    }
    return new SigmaRule(
        detection(rule, level, trigger(source, expression)),
        file,
        rule.line(),
        Texts.line(text(rule, "status"), MAX_TITLE),
        level.word(),
        texts(rule, "falsepositives"),
        texts(rule, "references"));
  }

  /// The id of a document, else its title, else nothing: what to call it where it is not loaded.
  static String name(YamlNode document) {
    if (!(document instanceof YamlNode.Mapping rule)) {
      return "";
    }
    String id = text(rule, "id");
    return Texts.line(id.isEmpty() ? text(rule, "title") : id, MAX_TITLE);
  }

  private static void requireRule(YamlNode.Mapping rule) {
    for (String construct : List.of("correlation", "action", "filter")) {
      YamlNode node = rule.fields().get(construct);
      if (node != null) {
        throw new Refusal(Kind.UNSUPPORTED, node, construct + " document");
      }
    }
    if (text(rule, "title").isBlank()) {
      throw new Refusal(Kind.INVALID, rule, "no title");
    }
    String status = text(rule, "status");
    if (status.equals("deprecated") || status.equals("unsupported")) {
      throw new Refusal(Kind.RETIRED, rule, "status " + status);
    }
  }

  private static LogSource source(YamlNode.Mapping rule) {
    YamlNode.Mapping log = mapping(rule, "logsource");
    String product = text(log, "product");
    String service = text(log, "service");
    String category = text(log, "category");
    LogSource source = LogSource.of(product, service, category);
    if (source == null) {
      List<String> parts = new ArrayList<>(List.of(product, service, category));
      parts.removeIf(String::isEmpty);
      String named = parts.isEmpty() ? "logsource" : String.join("/", parts);
      throw new Refusal(Kind.OTHER_LOG, log, named);
    }
    return source;
  }

  private static Expression expression(YamlNode.Mapping rule, LogSource source) {
    YamlNode.Mapping detection = mapping(rule, "detection");
    YamlNode timeframe = detection.fields().get("timeframe");
    if (timeframe != null) {
      throw new Refusal(Kind.UNSUPPORTED, timeframe, "timeframe");
    }
    Map<String, YamlNode> selections = new LinkedHashMap<>(detection.fields());
    selections.remove("condition");
    YamlNode condition = detection.fields().get("condition");
    List<YamlNode> conditions =
        condition instanceof YamlNode.Sequence several
            ? several.items()
            : condition == null ? List.of() : List.of(condition);
    List<Expression> parts = new ArrayList<>();
    SelectionReader reader = new SelectionReader(source);
    for (YamlNode each : conditions) {
      if (!(each instanceof YamlNode.Scalar text)) {
        throw new Refusal(Kind.INVALID, each, "condition");
      }
      parts.add(ConditionParser.parse(selections, reader, text));
    }
    if (parts.isEmpty()) {
      throw new Refusal(Kind.INVALID, detection, "no condition");
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Any(parts);
  }

  private static Trigger trigger(LogSource source, Expression expression) {
    Condition condition = activity -> source.covers(activity) && expression.test(activity);
    return new Trigger.OnCall(
        (operation, action, riskClass) ->
            source.covers(operation)
                && expression.early(operation, action) != Expression.Truth.FALSE,
        condition,
        Trigger.Ownership.ANY,
        Trigger.Attempts.ANY);
  }

  private Detection detection(YamlNode.Mapping rule, Level level, Trigger trigger) {
    String title = Texts.line(text(rule, "title"), MAX_TITLE);
    String why = Texts.line(text(rule, "description"), MAX_PROSE);
    List<String> references = texts(rule, "references");
    return new Detection(
        id(rule),
        title,
        why.isEmpty() ? title : why,
        level.severity(),
        AttackTags.techniques(texts(rule, "tags"), techniques),
        List.of(),
        Facet.RULES,
        level.nats(),
        trigger,
        innocent(texts(rule, "falsepositives")),
        references.isEmpty()
            ? "Look at the call beside what the key did before it."
            : "Look at the call, and at what the rule goes by: " + references.getFirst());
  }

  /// UUIDs stay as they are; anything else gets a prefix, so that no outside rule can take the name
  /// of one of ours.
  private static String id(YamlNode.Mapping rule) {
    String id = text(rule, "id");
    if (id.length() == 36 && id.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0)) {
      return id.toLowerCase(Locale.ROOT);
    }
    return id.isEmpty()
        ? StableHash.uid("sigma", text(rule, "title"))
        : "sigma-" + Texts.line(id, MAX_TITLE);
  }

  private static String innocent(List<String> falsePositives) {
    String known = String.join("; ", falsePositives);
    return known.isEmpty() || known.toLowerCase(Locale.ROOT).startsWith("unknown")
        ? "something the rule's author did not think of"
        : Texts.line(known, MAX_PROSE);
  }

  private static YamlNode.Mapping mapping(YamlNode.Mapping in, String name) {
    YamlNode node = in.fields().get(name);
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw new Refusal(Kind.INVALID, node == null ? in : node, "no " + name);
  }

  /// A text, empty if it is absent or no text.
  private static String text(YamlNode.Mapping in, String name) {
    return in.fields().get(name) instanceof YamlNode.Scalar scalar ? scalar.text().strip() : "";
  }

  private static List<String> texts(YamlNode.Mapping in, String name) {
    List<String> texts = new ArrayList<>();
    if (in.fields().get(name) instanceof YamlNode.Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlNode.Scalar scalar && texts.size() < MAX_LIST) {
          texts.add(Texts.line(scalar.text(), MAX_PROSE));
        }
      }
    }
    return texts;
  }
}
