package dev.warder.content;

import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// ATT&CK techniques that content may name, with the tactics each serves.
///
/// Shape tab-separated lines `id, technique, sub-technique, tactic ids joined by commas`; lines
/// that start with `#` tell the version
final class TechniqueTable {
  private final String file;
  private final Map<String, Row> rows;

  private TechniqueTable(String file, Map<String, Row> rows) {
    this.file = file;
    this.rows = rows;
  }

  private record Row(String name, String subName, List<String> tactics) {}

  static TechniqueTable read(String file, InputStream in) throws IOException {
    Map<String, Row> rows = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#") && !line.startsWith("id\t")) {
          addRow(file, line, rows);
        }
      }
    }
    return new TechniqueTable(file, rows);
  }

  private static void addRow(String file, String line, Map<String, Row> rows) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 4) {
      throw new ContentException(file + ": must have 4 columns: " + line);
    }
    if (rows.put(cells[0], new Row(cells[1], cells[2], List.of(cells[3].split(",")))) != null) {
      throw new ContentException(file + ": technique listed twice: " + cells[0]);
    }
  }

  /// The technique under the tactic it serves in a detection.
  Technique technique(Fields use) {
    String id = use.text("technique");
    Row row = rows.get(id);
    if (row == null) {
      throw use.problem("technique", "is '" + id + "', which is not in " + file);
    }
    String tacticId = use.text("tactic");
    if (!row.tactics().contains(tacticId)) {
      throw use.problem("tactic", "is '" + tacticId + "', but " + id + " serves " + row.tactics());
    }
    for (Tactic tactic : Tactic.values()) {
      if (tactic.uid().equals(tacticId)) {
        use.end();
        return new Technique(id, row.name(), row.subName(), tactic);
      }
    }
    throw use.problem("tactic", "is '" + tacticId + "', which no log of API calls shows");
  }
}
