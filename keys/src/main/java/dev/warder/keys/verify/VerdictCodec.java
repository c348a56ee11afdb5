package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Verdict;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.state.KeyState;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
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
    return Json.object(json -> {
      json.writeNumberProperty("v", VERSION);
      json.writeStringProperty("verdict", verdict.id().toString());
      json.writeStringProperty("reason", verdict.reason().name());
      json.writeNumberProperty("pass", verdict.isAllowed() ? 1 : 0);
      json.writeStringProperty("mode", verdict.mode().name());
      Json.text(json, "key", key == null ? "" : key.id());
      Json.text(json, "host", clean(request.api()));
      Json.text(json, "operation", operation(request));
      Json.text(json, "address", clean(request.source().address()));
      Json.text(json, "why", given.why());
    });
  }

  /// A verdict that was written down.
  Told read(byte[] body) throws BrokenBody {
    Fields fields = Fields.read(body);
    if (fields.number("v") != VERSION) {
      throw new BrokenBody("a verdict is in a layout that this version does not know");
    }
    Told told =
        new Told(
            fields.text("verdict"),
            fields.word("reason", Reason.class),
            fields.number("pass") == 1,
            fields.word("mode", Mode.class),
            fields.textOrEmpty("key"),
            fields.textOrEmpty("host"),
            fields.textOrEmpty("operation"),
            fields.textOrEmpty("address"),
            fields.textOrEmpty("why"));
    fields.end();
    return told;
  }

  /// A verdict as it was written down.
  record Told(
      String verdict,
      Reason reason,
      boolean passed,
      Mode mode,
      String key,
      String host,
      String operation,
      String address,
      String why) {}

  private String clean(String text) {
    return shape.masked(text.length() > LONGEST_PATH ? text.substring(0, LONGEST_PATH) : text);
  }
}
