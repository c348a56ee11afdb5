package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.json.JsonReader;
import dev.warder.collect.text.RequestPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostilePathsTest {
  private static final String FOLDER = "data/formats/malformed/";

  @Test
  void everyPathIsReadAsItsTableSays() {
    List<String> expected = SharedFiles.lines(FOLDER + "paths.expected.tsv");
    List<String> records = SharedFiles.lines(FOLDER + "paths.ndjson");
    JsonReader json = new JsonReader(64, 1 << 20);
    for (int i = 0; i < records.size(); i++) {
      byte[] bytes = records.get(i).getBytes(StandardCharsets.UTF_8);
      assertThat(json.parse(bytes, 0, bytes.length)).isEqualTo(bytes.length);
      String path = RequestPath.of(json.tape().text(3, 1 << 20)).path();
      String[] row = expected.get(i + 1).split("\t", -1);
      if (i + 1 == 29) {
        assertThat(path).hasSize(2_048).startsWith("/api/users/9999");
      } else {
        assertThat(path).as(expected.get(i + 1)).isEqualTo(row[1]);
      }
    }
  }
}
