package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.api.http.ProblemCode;
import dev.warder.api.verify.VerdictWords;
import dev.warder.api.wire.Refusals;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `docs/errors.md` has every code with its status, and no other.
class ErrorsDocumentTest {
  @Test
  void everyCodeIsDocumentedWithItsStatusAndEveryDocumentedCodeExists() throws IOException {
    Map<String, String> known = new TreeMap<>();
    for (ProblemCode code : ProblemCode.values()) {
      known.put(code.word(), Integer.toString(code.status()));
    }
    for (ErrorCode code : ErrorCode.values()) {
      known.put(code.name().toLowerCase(Locale.ROOT), Integer.toString(Refusals.status(code)));
    }
    for (Reason reason : Reason.values()) {
      known.put(
          VerdictWords.code(reason),
          reason == Reason.ALLOWED ? "–" : Integer.toString(VerdictWords.status(reason)));
    }
    assertThat(documented()).isEqualTo(known);
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Path file = Path.of(System.getProperty("warder.root"), "docs", "errors.md");
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        for (String code : cells[1].strip().split(", ", -1)) {
          documented.put(code.replace("`", ""), cells[2].strip());
        }
      }
    }
    return documented;
  }
}
