package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Explanation;
import dev.warder.keys.Verdict;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.state.BrokenBody;
import dev.warder.keys.state.KeyState;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a verdict is written to the journal: JSON that says by itself what it is.
///
/// Shape `{"v":1,"verdict":"v01…","reason":"ALLOWED","pass":true,"method":"GET","path":"/…",…}`
///
/// Guarantees what looks like a key in path or host is written as its id alone
final class VerdictCodec {
  private static final int VERSION = 1;
  private static final int LONGEST_PATH = 1_024;

  private final KeyShape shape;

  VerdictCodec(KeyShape shape) {
    this.shape = requireNonNull(shape, "shape is null");
  }

  /// Method and path of a call, cut where they are long.
  String operation(Request request) {
    return clean(request.method()) + " " + clean(request.path());
  }

  byte[] write(Given given) {
    Verdict verdict = given.verdict();
    Request request = given.request();
    @Nullable KeyState key = given.key();
    return dev.warder.keys.state.Json.object(json -> {
      json.writeNumberProperty("v", VERSION);
      json.writeStringProperty("verdict", verdict.id().toString());
      json.writeStringProperty("reason", verdict.reason().name());
      json.writeNumberProperty("pass", verdict.isAllowed() ? 1 : 0);
      json.writeStringProperty("mode", verdict.mode().name());
      text(json, "key", key == null ? "" : key.id());
      text(json, "host", clean(request.api()));
      text(json, "operation", operation(request));
      text(json, "address", clean(request.source().address()));
      text(json, "why", given.why());
    });
  }

  private static void text(tools.jackson.core.JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private String clean(String text) {
    return shape.masked(text.length() > LONGEST_PATH ? text.substring(0, LONGEST_PATH) : text);
  }
}
