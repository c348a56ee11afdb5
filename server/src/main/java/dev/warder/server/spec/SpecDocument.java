package dev.warder.server.spec;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// One file of JSON or YAML, plain or gzip, as a tree.
///
/// Guarantees reads the file and nothing else: what it refers to elsewhere is not fetched
///
/// Bounds [#MAX_BYTES] unpacked, [#MAX_DEPTH] levels; aliases of YAML are not followed, so nothing
/// multiplies
///
/// Errors [CommandFailure] names the file and what is wrong with it
final class SpecDocument {
  static final int MAX_BYTES = 64 << 20;
  static final int MAX_DEPTH = 200;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(4 << 20).build();

  private SpecDocument() {}

  static JsonNode read(Path file) {
    try {
      byte[] bytes = unpacked(Files.newInputStream(file), file);
      JsonNode node = isJson(bytes) ? json(bytes) : yaml(bytes);
      if (!node.isObject()) {
        throw problem(file, "is no description of an API", null);
      }
      return node;
    } catch (NoSuchFileException e) {
      throw problem(file, "does not exist", e);
    } catch (IOException e) {
      throw problem(file, "cannot be read: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw problem(file, "is neither JSON nor YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static byte[] unpacked(InputStream source, Path file) throws IOException {
    try (InputStream in = source) {
      byte[] head = in.readNBytes(MAX_BYTES + 1);
      boolean gzip = head.length > 2 && head[0] == (byte) 0x1F && head[1] == (byte) 0x8B;
      byte[] bytes = head;
      if (gzip) {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(head))) {
          bytes = unzipped.readNBytes(MAX_BYTES + 1);
        }
      }
      if (bytes.length > MAX_BYTES) {
        throw problem(file, "is larger than " + (MAX_BYTES >> 20) + " MiB", null);
      }
      return bytes;
    }
  }

  private static boolean isJson(byte[] bytes) {
    for (byte b : bytes) {
      if (b > ' ' && b != (byte) 0xEF && b != (byte) 0xBB && b != (byte) 0xBF) {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  private static JsonNode json(byte[] bytes) {
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    return new JsonMapper(factory).readTree(bytes);
  }

  private static JsonNode yaml(byte[] bytes) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
    YAMLFactory factory =
        YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).loadSettings(settings).build();
    return new YAMLMapper(factory).readTree(new String(bytes, StandardCharsets.UTF_8));
  }

  private static CommandFailure problem(Path file, String what, @Nullable Throwable cause) {
    return new CommandFailure(ErrorCode.USAGE, "--spec " + file + " " + what, cause);
  }
}
