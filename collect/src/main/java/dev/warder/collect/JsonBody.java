package dev.warder.collect;

import dev.warder.collect.json.JsonReader;
import dev.warder.model.Parameter;
import java.util.List;

/// Names and shapes of the fields of request bodies that were seen on their way. Confined to one
/// thread.
///
/// Shape `{"user":{"name":"x"},"tags":["y"]}` -> `user.name`, `tags[]`, never a value
///
/// Bounds those of [BodyParameters]; bodies of [#MOST_BYTES] Errors what is no JSON, or more than
/// one value, has no fields
public final class JsonBody {
  /// The longest body that has fields.
  public static final int MOST_BYTES = 1 << 16;

  private static final int MAX_DEPTH = 32;

  private final JsonReader reader = new JsonReader(MAX_DEPTH, MOST_BYTES);

  /// The parameters of a query, and behind them the fields of a body.
  public List<Parameter> after(List<Parameter> query, byte[] body) {
    int from = 0;
    while (from < body.length && isBlank(body[from])) {
      from++;
    }
    if (from == body.length || body.length > MOST_BYTES) {
      return query;
    }
    int end = reader.parse(body, from, body.length);
    if (end < 0) {
      return query;
    }
    for (int i = end; i < body.length; i++) {
      if (!isBlank(body[i])) {
        return query;
      }
    }
    return BodyParameters.after(query, reader.tape(), 0);
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
  }
}
