package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.MappingReader;
import dev.warder.collect.mapping.Word;
import dev.warder.model.Activity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `docs/mapping.md` says is what the reader does.
class MappingDocumentationTest {
  private static String page() throws IOException {
    return Files.readString(Path.of(System.getProperty("warder.root", "."), "docs/mapping.md"));
  }

  private static List<String> blocks(String page, String language) {
    List<String> blocks = new ArrayList<>();
    String fence = "```" + language + "\n";
    for (int at = page.indexOf(fence); at >= 0; at = page.indexOf(fence, at + 1)) {
      blocks.add(page.substring(at + fence.length(), page.indexOf("```\n", at + fence.length())));
    }
    return blocks;
  }

  @Test
  void everyMappingOnThePageLoads() throws IOException {
    List<String> mappings = blocks(page(), "yaml");
    assertThat(mappings).hasSizeGreaterThan(1);
    for (String mapping : mappings) {
      assertThat(
              MappingReader.read("page", mapping.getBytes(StandardCharsets.UTF_8)).has(Word.TIME))
          .isTrue();
    }
  }

  @Test
  void theExampleOnThePageIsReadAsThePageSays() throws IOException {
    Mapping mapping =
        MappingReader.read(
            "page", blocks(page(), "yaml").getFirst().getBytes(StandardCharsets.UTF_8));
    CollectOptions options =
        CollectOptions.defaults().withThreads(1).withMapping(mapping).withFormat("json");
    Activity activity =
        Collected.of(options, blocks(page(), "json").getFirst().getBytes(StandardCharsets.UTF_8))
            .only();
    assertThat(activity.timeMicros()).isEqualTo(1_717_401_600_449_000L);
    assertThat(activity.tenant()).isEqualTo("acme");
    assertThat(activity.caller().credentialUid()).matches("h-[0-9a-f]{16}");
    assertThat(activity.caller().principalUid()).isEqualTo("svc-erp");
    assertThat(activity.source().address()).isEqualTo("203.0.113.77");
    assertThat(activity.call().api()).isEqualTo("api.acme.example");
    assertThat(activity.call().method()).isEqualTo("GET");
    assertThat(activity.call().path()).isEqualTo("/v1/export/2024-06-03");
    assertThat(activity.outcome().status()).isEqualTo(200);
    assertThat(activity.latencyMicros()).isEqualTo(53_000);
  }

  @Test
  void everyWordIsExplained() throws IOException {
    String page = page();
    for (Word word : Word.values()) {
      assertThat(page).contains("| `" + word.label() + "`");
    }
  }
}
