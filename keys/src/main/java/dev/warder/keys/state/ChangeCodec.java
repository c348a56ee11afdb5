package dev.warder.keys.state;

import dev.warder.keys.Actor;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a change is written to the journal: JSON that says by itself what it is.
///
/// Shape
/// `{"v":1,"change":"REVOKE","by":"admin-1","from":"203.0.113.9","at":…,"note":"…","keys":[…]}`; of
/// version 2 the personal fields stand in a second object of the same shape, each in its place
///
/// Guarantees what is written reads back to the same change; it holds who did it and no secret. A
/// body that is damaged, or that a newer version wrote, is refused as a whole
///
/// Bounds as large as what it tells: 600 to 900 bytes for most
public final class ChangeCodec {
  private static final int WHOLE = 1;
  private static final int PARTED = 2;

  /// Names of the fields that go with a tenant's key, wherever they stand.
  private static final Set<String> PERSONAL =
      Set.of(
          "from",
          "note",
          "principal",
          "owner",
          "contact",
          "runbook",
          "labels",
          "wish",
          "once",
          "call",
          "path",
          "query");

  private ChangeCodec() {}

  /// A change in two parts: what stays readable, and what is personal of its tenant.
  public static Parts parts(Change change) {
    try {
      Fields facts = Fields.read(write(change));
      byte[] personal = facts.part(PERSONAL).write();
      facts.put("v", PARTED);
      return new Parts(facts.write(), personal);
    } catch (BrokenBody e) {
      throw new IllegalStateException("what was written just now does not read back", e);
    }
  }

  /// The two parts of a change, as bytes.
  public static final class Parts {
    private final byte[] facts;
    private final byte[] personal;

    private Parts(byte[] facts, byte[] personal) {
      this.facts = facts;
      this.personal = personal;
    }

    /// The bytes themselves.
    public byte[] facts() {
      return facts;
    }

    /// The bytes themselves; none if nothing of the change is personal.
    public byte[] personal() {
      return personal;
    }
  }

  /// A change in one part, as those are written that are of no tenant.
  public static byte[] write(Change change) {
    return Json.object(json -> {
      json.writeNumberProperty("v", WHOLE);
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

  /// Reads a change that is in one part.
  public static Change read(byte[] body, Grants grants, Pick.Compiler picks) throws BrokenBody {
    return read(body, new byte[0], grants, picks);
  }

  /// Reads a change. Never throws anything else, whatever the bytes.
  ///
  /// @param personal the other part; no bytes if there is none, or if it cannot be read any more:
  ///   what it held is empty then
  public static Change read(byte[] facts, byte[] personal, Grants grants, Pick.Compiler picks)
      throws BrokenBody {
    Fields fields = Fields.read(facts);
    long version = fields.number("v");
    if (version != WHOLE && version != PARTED) {
      throw new BrokenBody("a change is in a layout that this version does not know");
    }
    if (version == PARTED && personal.length > 0) {
      fields.join(Fields.read(personal));
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
