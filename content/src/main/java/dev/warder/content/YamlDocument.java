package dev.warder.content;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads YAML documents into nodes that know their line. The first document of a file is its
/// content; reading stops there, so the test cases that follow `---` cost nothing at start-up.
public final class YamlDocument {
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final String file;
  private final JsonParser parser;
  private final Nulls nulls;

  private YamlDocument(String file, JsonParser parser, Nulls nulls) {
    this.file = file;
    this.parser = parser;
    this.nulls = nulls;
  }

  /// Whether a value may be left out.
  private enum Nulls {
    REFUSED,
    KEPT
  }

  /// The first document of a file.
  static YamlNode first(String file, InputStream in) {
    List<YamlNode> documents = read(file, in, 1, Nulls.REFUSED);
    if (documents.isEmpty()) {
      throw new ContentException(file + ": is empty");
    }
    return documents.getFirst();
  }

  /// Every document of a file, in order.
  static List<YamlNode> all(String file, InputStream in) {
    return read(file, in, Integer.MAX_VALUE, Nulls.REFUSED);
  }

  /// Every document of a file, in order, in which [YamlNode.Nothing] may stand for a value.
  ///
  /// @param file what messages call it
  public static List<YamlNode> allWithNulls(String file, InputStream in) {
    return read(file, in, Integer.MAX_VALUE, Nulls.KEPT);
  }

  private static List<YamlNode> read(String file, InputStream in, int atMost, Nulls nulls) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), new PairReader(in))) {
      YamlDocument document = new YamlDocument(file, parser, nulls);
      List<YamlNode> documents = new ArrayList<>();
      while (documents.size() < atMost) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          break;
        }
        documents.add(document.node(token));
      }
      return documents;
    } catch (JacksonException e) {
      throw new ContentException(file + ": is not YAML: " + e.getOriginalMessage(), e);
    }
  }

  private YamlNode node(@Nullable JsonToken token) {
    int line = parser.currentTokenLocation().getLineNr();
    if (token == JsonToken.START_OBJECT) {
      return mapping(line);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        items.add(node(next));
      }
      return new YamlNode.Sequence(items, line);
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new ContentException(file + ":" + line + ": aliases (*name) are not read");
    }
    if (token == JsonToken.VALUE_NULL && nulls == Nulls.KEPT) {
      return new YamlNode.Nothing(line);
    }
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw new ContentException(file + ":" + line + ": a value is missing");
    }
    return new YamlNode.Scalar(parser.getString(), line);
  }

  private YamlNode mapping(int line) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      YamlNode value = node(parser.nextToken());
      if (fields.put(name, value) != null) {
        throw new ContentException(file + ":" + value.line() + ": " + name + " is given twice");
      }
    }
    return new YamlNode.Mapping(fields, line);
  }

  /// Strict UTF-8 that never fills the buffer it is given. The scanner below, when a full buffer
  /// ends inside a surrogate pair, asks for the other half behind the buffer's end.
  private static final class PairReader extends FilterReader {
    PairReader(InputStream in) {
      super(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      return super.read(buffer, offset, Math.max(Math.min(1, length), length - 1));
    }
  }
}
