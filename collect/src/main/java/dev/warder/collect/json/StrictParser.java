package dev.warder.collect.json;

import dev.warder.collect.json.Tape.Kind;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Fills a tape from any valid JSON by way of Jackson, decoding every name and value. Confined to
/// one thread.
///
/// Bounds nesting as given; a number costs no more than its own bytes, whatever its exponent says
/// Errors [JsonFault] Source RFC 8259
final class StrictParser {
  private final JsonFactory factory;
  private final int[] parents;
  private byte[] scratch = new byte[4_096];
  private int size;
  private boolean repaired;

  StrictParser(int maxDepth, int maxBytes) {
    factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(maxBytes)
                    .maxStringLength(maxBytes)
                    .maxNameLength(maxBytes)
                    .build())
            .build();
    parents = new int[maxDepth + 1];
  }

  /// Reads exactly one value from the slice; null if it was read.
  @org.jspecify.annotations.Nullable
  JsonFault parse(Tape tape, byte[] bytes, int from, int to) {
    size = 0;
    repaired = false;
    tape.reset(scratch);
    try (JsonParser parser =
        factory.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
      JsonFault fault = fill(tape, parser);
      tape.bytes = scratch;
      return fault;
    } catch (StreamConstraintsException _) {
      return JsonFault.TOO_DEEP;
    } catch (JacksonException _) {
      return JsonFault.NOT_JSON;
    }
  }

  /// Whether the last value held half a surrogate pair, which is now U+FFFD.
  boolean repaired() {
    return repaired;
  }

  private @org.jspecify.annotations.Nullable JsonFault fill(Tape tape, JsonParser parser) {
    int depth = 0;
    JsonToken token = parser.nextToken();
    if (token == null) {
      return JsonFault.NOT_JSON;
    }
    int nameStart = 0;
    int nameEnd = 0;
    while (token != null) {
      int node;
      switch (token) {
        case PROPERTY_NAME -> {
          nameStart = size;
          append(parser.currentName());
          nameEnd = size;
          node = 0;
        }
        case START_OBJECT, START_ARRAY -> {
          Kind kind = token == JsonToken.START_OBJECT ? Kind.OBJECT : Kind.ARRAY;
          node = tape.add(kind, nameStart, nameEnd, size, size);
          parents[depth++] = node;
          nameStart = nameEnd;
        }
        case END_OBJECT, END_ARRAY -> {
          tape.close(parents[--depth]);
          node = 0;
        }
        default -> {
          node = scalar(tape, parser, token, nameStart, nameEnd);
          nameStart = nameEnd;
        }
      }
      if (node < 0) {
        return JsonFault.TOO_MANY_VALUES;
      }
      token = parser.nextToken();
    }
    return null;
  }

  private int scalar(Tape tape, JsonParser parser, JsonToken token, int nameStart, int nameEnd) {
    int start = size;
    append(parser.getString());
    return tape.add(kindOf(token), nameStart, nameEnd, start, size);
  }

  private static Kind kindOf(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> Kind.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      case VALUE_TRUE -> Kind.TRUE;
      case VALUE_FALSE -> Kind.FALSE;
      case VALUE_NULL -> Kind.NULL;
      case NOT_AVAILABLE,
          START_OBJECT,
          END_OBJECT,
          START_ARRAY,
          END_ARRAY,
          PROPERTY_NAME,
          VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no scalar of JSON text: " + token);
    };
  }

  private void append(String text) {
    if (size + 3 * text.length() + 8 > scratch.length) {
      scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, size + 3 * text.length() + 8));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        scratch[size++] = (byte) c;
      } else if (c < 0x800) {
        put(0xC0 | (c >> 6), c & 0x3F);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        put(0xF0 | (point >> 18), (point >> 12) & 0x3F, (point >> 6) & 0x3F, point & 0x3F);
      } else {
        boolean half = Character.isSurrogate(c);
        repaired |= half;
        char shown = half ? '\uFFFD' : c;
        put(0xE0 | (shown >> 12), (shown >> 6) & 0x3F, shown & 0x3F);
      }
    }
  }

  private void put(int first, int... following) {
    scratch[size++] = (byte) first;
    for (int value : following) {
      scratch[size++] = (byte) (0x80 | value);
    }
  }
}
