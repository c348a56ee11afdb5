package dev.warder.keys.state;

import dev.warder.keys.Actor;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a change is written to the journal: JSON that says by itself what it is.
///
/// Shape
/// `{"v":1,"change":"REVOKE","by":"admin-1","from":"203.0.113.9","at":…,"note":"…","keys":[…]}`
///
/// Guarantees what is written reads back to the same change; it holds who did it and no secret. A
/// body that is damaged, or that a newer version wrote, is refused as a whole
///
/// Bounds as large as what it tells: 600 to 900 bytes for most
public final class ChangeCodec {
  private static final int VERSION = 1;

  private ChangeCodec() {}

  public static byte[] write(Change change) {
    return Json.object(json -> {
      json.writeNumberProperty("v", VERSION);
      Json.word(json, "change", change.kind());
      json.writeStringProperty("by", change.actor().id());
      Json.text(json, "from", change.actor().origin());
      json.writeNumberProperty("at", change.timeMicros());
      Json.text(json, "note", change.note());
      if (!change.keys().isEmpty()) {
        json.writeArrayPropertyStart("keys");
        for (KeyState key : change.keys()) {
          json.writeStartObject();
          KeyCodec.fields(json, key);
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      Document document = change.document();
      if (document != null) {
        json.writeObjectPropertyStart("document");
        DocumentCodec.fields(json, document);
        json.writeEndObject();
      }
    });
  }

  /// Reads a change. Never throws anything else, whatever the bytes.
  public static Change read(byte[] body, Grants grants, Pick.Compiler picks) throws BrokenBody {
    Fields fields = Fields.read(body);
    if (fields.number("v") != VERSION) {
      throw new BrokenBody("a change is in a layout that this version does not know");
    }
    try {
      Actor actor = new Actor(fields.text("by"), fields.textOrEmpty("from"));
      List<KeyState> keys = new ArrayList<>();
      for (Fields key : fields.objects("keys")) {
        keys.add(KeyCodec.read(key, grants));
      }
      @Nullable Document document =
          fields.has("document") ? DocumentCodec.read(fields.object("document"), picks) : null;
      Change change =
          new Change(
              fields.word("change", Change.Kind.class),
              actor,
              fields.number("at"),
              fields.textOrEmpty("note"),
              keys,
              document);
      fields.end();
      return change;
    } catch (IllegalArgumentException _) {
      throw new BrokenBody("a change has values that make no sense");
    }
  }
}
