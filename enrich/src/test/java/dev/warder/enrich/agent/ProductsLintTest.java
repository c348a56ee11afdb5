package dev.warder.enrich.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.ClientKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProductsLintTest {

  @Test
  void tokensAreInLowerCaseAndNamedOnce() throws IOException {
    assertThat(rows())
        .extracting(row -> row[0])
        .doesNotHaveDuplicates()
        .allSatisfy(
            token -> assertThat(token).isEqualTo(token.toLowerCase(Locale.ROOT)).isNotBlank());
  }

  @Test
  void patternsHaveOneStarAtOneEnd() throws IOException {
    assertThat(rows())
        .extracting(row -> row[0])
        .filteredOn(token -> token.indexOf('*') >= 0)
        .allSatisfy(token -> assertThat(token.indexOf('*')).isEqualTo(token.lastIndexOf('*')))
        .allSatisfy(token -> assertThat(token.indexOf('*')).isIn(0, token.length() - 1))
        .allSatisfy(token -> assertThat(token).hasSizeGreaterThan(3));
  }

  @Test
  void everyRowHasAFamilyAKindAndARole() throws IOException {
    for (String[] row : rows()) {
      assertThat(row).hasSizeBetween(4, 5);
      assertThat(row[1]).as(row[0]).isNotBlank().isEqualTo(row[1].strip());
      assertThat(row[2]).as(row[0]).isIn(names(ClientKind.values()));
      assertThat(row[3]).as(row[0]).isIn(names(ProductRole.values()));
    }
  }

  @Test
  void familyHasOneKind() throws IOException {
    Map<String, String> kinds = new HashMap<>();
    for (String[] row : rows()) {
      if (!row[1].equals("=")) {
        assertThat(kinds.merge(row[1], row[2], (before, now) -> before))
            .as(row[0])
            .isEqualTo(row[2]);
      }
    }
  }

  @Test
  void everyPlainTokenIsFoundByTheScanner() throws IOException {
    UserAgents agents = UserAgents.standard();
    for (String[] row : rows()) {
      boolean plain = row[0].indexOf('*') < 0 && row[0].indexOf('~') < 0 && !row[1].equals("=");
      if (plain) {
        assertThat(agents.client(row[0] + "/1.0", "").family()).as(row[0]).isEqualTo(row[1]);
      }
    }
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).<String>map(Enum::name).toList();
  }

  private static List<String[]> rows() throws IOException {
    try (InputStream in = KnownProducts.class.getResourceAsStream(KnownProducts.RESOURCE)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(row -> !row.isBlank() && !row.startsWith("#"))
          .map(row -> row.split("\t", -1))
          .toList();
    }
  }
}
