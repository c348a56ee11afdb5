package dev.warder.content.sigma;

import dev.warder.content.Content;
import dev.warder.content.TechniqueTable;
import dev.warder.content.YamlDocument;
import dev.warder.content.YamlNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Rules written in a test.
final class RuleText {
  private static final TechniqueTable TECHNIQUES = Content.standardTechniques();

  private RuleText() {}

  static SigmaRule cloudTrail(String detection) {
    return rule("  product: aws\n  service: cloudtrail\n", detection);
  }

  static SigmaRule web(String detection) {
    return rule("  category: webserver\n", detection);
  }

  private static SigmaRule rule(String source, String detection) {
    String text = "title: T\nlogsource:\n" + source + "detection:\n" + detection.indent(2);
    List<YamlNode> documents =
        YamlDocument.allWithNulls(
            "rule.yml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return new SigmaReader(TECHNIQUES).read("rule.yml", documents.getFirst());
  }
}
