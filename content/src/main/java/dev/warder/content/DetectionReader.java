package dev.warder.content;

import dev.warder.engine.detection.Detection;
import dev.warder.model.Severity;
import dev.warder.model.Technique;
import dev.warder.model.finding.Facet;
import java.util.List;
import java.util.regex.Pattern;

/// Turns one detection file into the engine's record. Fields that only people read are required
/// too.
final class DetectionReader {
  private static final Pattern ID = Pattern.compile("W[0-9]{4}");
  private static final Pattern OWASP = Pattern.compile("API(10|[1-9]):2023");

  private final TechniqueTable techniques;

  DetectionReader(TechniqueTable techniques) {
    this.techniques = techniques;
  }

  Detection read(Fields in) {
    Detection detection =
        new Detection(
            id(in),
            in.prose("title"),
            in.prose("why"),
            in.constant("severity", Severity.class),
            techniques(in),
            owasp(in),
            in.constant("facet", Facet.class),
            nats(in),
            TriggerReader.read(in.fields("trigger")),
            in.prose("innocent"),
            in.prose("advice"));
    in.someTexts("false-positives");
    in.prose("limitations");
    in.someTexts("references");
    in.end();
    return detection;
  }

  private static String id(Fields in) {
    String id = in.text("id");
    if (!ID.matcher(id).matches()) {
      throw in.problem("id", "must be W and four digits, is '" + id + "'");
    }
    return id;
  }

  private List<Technique> techniques(Fields in) {
    List<Technique> uses = in.list("attack").stream().map(techniques::technique).toList();
    if (uses.isEmpty()) {
      throw in.problem("attack", "must name at least one technique");
    }
    return uses;
  }

  private static List<String> owasp(Fields in) {
    List<String> owasp = in.texts("owasp");
    for (String id : owasp) {
      if (!OWASP.matcher(id).matches()) {
        throw in.problem("owasp", "has '" + id + "'; allowed: API1:2023 to API10:2023");
      }
    }
    return owasp;
  }

  private static double nats(Fields in) {
    double nats = in.number("nats");
    if (!(nats > 0 && nats <= 12)) {
      throw in.problem("nats", "must be above 0 and at most 12, is " + nats);
    }
    return nats;
  }
}
