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
import org.jspecify.annotations.Nullable;

/// ATT&CK techniques that content may name, with the tactics each serves.
///
/// Shape tab-separated lines `id, technique, sub-technique, tactic ids joined by commas`; lines
/// without a tab tell the version
public final class TechniqueTable {
  private final String file;
  private final Map<String, String> lines;
  private final String origin;

  private TechniqueTable(String file, Map<String, String> lines, String origin) {
    this.file = file;
    this.lines = lines;
    this.origin = origin;
  }

  /// What the table is of, with its version; empty if it does not tell.
  public String origin() {
    return origin;
  }

  static TechniqueTable read(String file, InputStream in) throws IOException {
    Map<String, String> lines = new HashMap<>();
    String origin = "";
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int tab = line.indexOf('\t');
        if (tab < 0 && origin.isEmpty()) {
          origin = line.startsWith("#") ? line.substring(1).strip() : line;
        }
        if (tab > 0 && lines.put(line.substring(0, tab), line) != null) {
          throw new ContentException(file + ": listed twice: " + line);
        }
      }
    }
    return new TechniqueTable(file, lines, origin);
  }

  /// A technique as an outside rule names it: under the first of the tactics that it serves, else
  /// under its own first. One that the table does not know keeps its id as its name.
  ///
  /// @param tactics what the rule says it is for, may be empty
  /// @return null if nothing tells a tactic
  public @Nullable Technique technique(String id, List<Tactic> tactics) {
    String line = lines.get(id);
    if (line == null) {
      return tactics.isEmpty() ? null : new Technique(id, id, "", tactics.getFirst());
    }
    String[] cells = line.split("\t", -1);
    List<String> served = List.of(cells[3].split(",", -1));
    for (Tactic tactic : tactics) {
      if (served.contains(tactic.uid())) {
        return new Technique(id, cells[1], cells[2], tactic);
      }
    }
    for (Tactic tactic : Tactic.values()) {
      if (served.contains(tactic.uid())) {
        return new Technique(id, cells[1], cells[2], tactic);
      }
    }
    return null;
  }

  /// The technique under the tactic it serves in a detection.
  Technique technique(Fields use) {
    String id = use.text("technique");
    String line = lines.get(id);
    if (line == null) {
      throw use.problem("technique", "is '" + id + "', which is not in " + file);
    }
    String[] cells = line.split("\t", -1);
    if (cells.length != 4) {
      throw new ContentException(file + ": must have 4 columns: " + line);
    }
    List<String> tactics = List.of(cells[3].split(",", -1));
    String tacticId = use.text("tactic");
    if (!tactics.contains(tacticId)) {
      throw use.problem("tactic", "is '" + tacticId + "', but " + id + " serves " + tactics);
    }
    for (Tactic tactic : Tactic.values()) {
      if (tactic.uid().equals(tacticId)) {
        use.end();
        return new Technique(id, cells[1], cells[2], tactic);
      }
    }
    throw use.problem("tactic", "is '" + tacticId + "', which no log of API calls shows");
  }
}
