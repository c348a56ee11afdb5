package dev.warder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.hours.Window;
import dev.warder.policy.place.Place;
import dev.warder.policy.rate.Limit;
import dev.warder.policy.scope.NormalPath;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.policy.select.Selector;
import dev.warder.policy.select.Selectors;
import dev.warder.policy.text.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class DocumentTest {
  private final List<String> lines = lines();

  @Test
  void everyExampleIsRead() {
    assertRead("risks", text -> OperationRisks.parse(List.of(text)));
    assertRead("scope", OperationPattern::parse);
    assertRead("places", Place::parse);
    assertRead("hours", Window::parse);
    assertRead("limits", Limit::parse);
    assertRead("selectors", Selectors::parse);
  }

  @Test
  void everyProblemIsToldAsShown() {
    List<String> shown = block("problems");
    assertThat(shown).hasSizeGreaterThan(10).hasSize(shown.size() & ~1);
    for (int i = 0; i < shown.size(); i += 2) {
      switch (Selectors.parse(shown.get(i))) {
        case Parsed.Problem<Selector>(int column, String message) ->
            assertThat(column + ": " + message).isEqualTo(shown.get(i + 1));
        case Parsed.Value<Selector> value -> assertThat(shown.get(i)).as("%s", value).isNull();
      }
    }
  }

  @Test
  void tableOfReasonsIsTheOrderOfReasons() {
    List<String> named = new ArrayList<>();
    List<String> places = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > 4 && cells[1].strip().matches("[0-9]+")) {
        places.add(cells[1].strip());
        named.add(cells[2].strip().replace("`", ""));
      }
    }
    assertThat(named).isEqualTo(java.util.Arrays.stream(Reason.values()).map(Enum::name).toList());
    assertThat(places).first().isEqualTo("1");
  }

  @Test
  void pathsThatAreSaidNeverToMatchNeverDo() {
    List<String> paths = new ArrayList<>();
    int table = lines.indexOf("| never matches | because |");
    for (int i = table + 2; lines.get(i).startsWith("|"); i++) {
      String cell = lines.get(i).split("\\|", -1)[1];
      for (String piece : cell.split(",", -1)) {
        paths.add(piece.strip().replace("`", ""));
      }
    }
    assertThat(paths).hasSizeGreaterThan(15).noneMatch(NormalPath::is);
  }

  private <T> void assertRead(String kind, Function<String, Parsed<T>> parser) {
    List<String> examples = block(kind);
    assertThat(examples).as(kind).isNotEmpty();
    for (String example : examples) {
      assertThat(parser.apply(example)).as(example).isInstanceOf(Parsed.Value.class);
    }
  }

  private List<String> block(String kind) {
    int start = lines.indexOf("```" + kind);
    List<String> rest = lines.subList(start + 1, lines.size());
    return rest.subList(0, rest.indexOf("```"));
  }

  private static List<String> lines() {
    String root = System.getProperty("warder.root", "..");
    try {
      return Files.readAllLines(Path.of(root, "docs", "policy.md"));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
