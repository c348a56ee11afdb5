package dev.warder.api.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/// Bodies are written by strangers: reading one ends in values or in [BodyException], never else.
class JsonObjectFuzz {
  @FuzzTest
  void anyBodyIsReadOrRefused(byte[] body) {
    try {
      JsonObject object = JsonObject.read(body);
      object.text("a", "", 10);
      object.texts("b", 3, 10);
      object.map("c", 3, 10);
      object.number("d", 0, 0, 10);
      object.time("e", 0);
      object.duration("f", Duration.ZERO);
      for (JsonObject inner : object.objects("g", 3)) {
        inner.flag("h");
        inner.end();
      }
      object.end();
    } catch (BodyException e) {
      if (e.getMessage() == null) {
        throw new IllegalStateException("refused without a reason", e);
      }
    }
  }
}
