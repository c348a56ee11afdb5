package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.refusal.GateCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `docs/gateway.md` has every code of the gate with its status, and no other.
class GatewayDocumentTest {
  @Test
  void everyCodeIsDocumentedWithItsStatusAndEveryDocumentedCodeExists() throws IOException {
    Map<String, String> known = new TreeMap<>();
    for (GateCode code : GateCode.values()) {
      known.put(code.word(), Integer.toString(code.status()));
    }
    Map<String, String> documented = new TreeMap<>();
    Path file = Path.of(System.getProperty("warder.root"), "docs", "gateway.md");
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        documented.put(cells[1].strip().replace("`", ""), cells[2].strip());
      }
    }
    assertThat(documented).isEqualTo(known);
  }
}
