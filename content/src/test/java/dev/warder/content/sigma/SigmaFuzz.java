package dev.warder.content.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.content.Content;
import dev.warder.content.ContentException;
import dev.warder.content.TechniqueTable;
import dev.warder.content.YamlDocument;
import dev.warder.content.YamlNode;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;

/// Any bytes at all as a file of rules: loaded or refused, and what is loaded can be asked.
class SigmaFuzz {
  private static final TechniqueTable TECHNIQUES = Content.standardTechniques();

  @FuzzTest
  void anyBytesAreLoadedOrRefused(byte[] input) {
    List<YamlNode> documents;
    try {
      documents = YamlDocument.allWithNulls("rules.yml", new ByteArrayInputStream(input));
    } catch (ContentException e) {
      assertThat(e.getMessage()).startsWith("rules.yml");
      return;
    }
    for (YamlNode document : documents) {
      try {
        ask(new SigmaReader(TECHNIQUES).read("rules.yml", document));
      } catch (Refusal e) {
        assertThat(e.of("rules.yml", SigmaReader.name(document)).construct()).isNotEmpty();
      }
    }
  }

  private static void ask(SigmaRule rule) {
    Calls call = Calls.cloudTrail("iam", "CreateUser").agent("curl/8").from("192.0.2.1");
    call.with(Map.of("requestParameters.a[].b", "1\n2")).match(rule);
    Calls.request("GET", "/a/b.exe", 404).match(rule);
  }
}
