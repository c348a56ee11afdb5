package dev.warder.tokens;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A token in its three parts, read strictly.
///
/// Bounds 8 KiB in all, 2 KiB of header, depth 8; names twice, trailing octets and padding are
/// refused
///
/// Source RFC 7515 §7.1
///
/// @param header its protected header
/// @param claims what it says; believed of nobody before its signature holds
/// @param signed the octets that are signed
/// @param signature over them
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
record Compact(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
  static final int MOST = 8 << 10;

  private static final int MOST_HEADER = 2 << 10;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(MOST)
                          .maxNameLength(256)
                          .maxNumberLength(32)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Whether a text has the form of a token: three parts of base64url, the first of which begins an
  /// object.
  static boolean fits(String text) {
    if (text.length() > MOST || !text.startsWith("ey")) {
      return false;
    }
    int dots = 0;
    int part = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (part == 0) {
          return false;
        }
        dots++;
        part = 0;
      } else if (isBase64(c)) {
        part++;
      } else {
        return false;
      }
    }
    return dots == 2 && part > 0;
  }

  private static boolean isBase64(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /// A token; null if it is none.
  static @Nullable Compact read(String text) {
    int first = text.indexOf('.');
    int second = text.lastIndexOf('.');
    if (!fits(text) || first > MOST_HEADER) {
      return null;
    }
    try {
      Base64.Decoder base64 = Base64.getUrlDecoder();
      JsonNode header = MAPPER.readTree(base64.decode(text.substring(0, first)));
      JsonNode claims = MAPPER.readTree(base64.decode(text.substring(first + 1, second)));
      return header.isObject() && claims.isObject()
          ? new Compact(
              header,
              claims,
              text.substring(0, second).getBytes(StandardCharsets.US_ASCII),
              base64.decode(text.substring(second + 1)))
          : null;
    } catch (JacksonException | IllegalArgumentException _) {
      return null;
    }
  }
}
