package dev.warder.server.explain;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// The findings and incidents of a findings file, by id.
final class RecordedFindings {
  static final int FINDING = 2004;
  static final int INCIDENT = 2005;

  private final Map<String, JsonNode> byUid;

  private RecordedFindings(Map<String, JsonNode> byUid) {
    this.byUid = byUid;
  }

  static RecordedFindings read(Path file) {
    Map<String, JsonNode> byUid = new LinkedHashMap<>();
    JsonMapper mapper = JsonMapper.shared();
    try (var in = Files.newInputStream(file);
        MappingIterator<JsonNode> lines = mapper.readerFor(JsonNode.class).readValues(in)) {
      while (lines.hasNext()) {
        JsonNode line = lines.next();
        String uid = uid(line);
        if (!uid.isEmpty()) {
          byUid.put(uid, line);
        }
      }
    } catch (IOException | JacksonException e) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "cannot read findings from " + file, e);
    }
    if (byUid.isEmpty()) {
      throw new CommandFailure(ErrorCode.NOTHING_READABLE, "no findings in " + file);
    }
    return new RecordedFindings(byUid);
  }

  /// Those whose id starts so; just one if it is the whole id.
  List<JsonNode> startingWith(String start) {
    JsonNode exact = byUid.get(start);
    if (exact != null) {
      return List.of(exact);
    }
    return byUid.entrySet().stream()
        .filter(e -> e.getKey().startsWith(start))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Nullable JsonNode get(String uid) {
    return byUid.get(uid);
  }

  private static String uid(JsonNode line) {
    return switch (line.path("class_uid").asInt(0)) {
      case FINDING -> line.path("finding_info").path("uid").asString("");
      case INCIDENT -> line.path("metadata").path("uid").asString("");
      default -> "";
    };
  }
}
