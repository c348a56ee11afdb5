package dev.warder.keys.state;

import dev.warder.keys.Nature;
import dev.warder.keys.Origin;
import dev.warder.keys.Persons;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Mode;
import dev.warder.policy.Standing;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// How a key is written down, in the journal and in rows.
///
/// Shape `{"v":1,"id":"…","serial":0,"version":1,…,"hash":{"pepper":1,"sha256":"…"}}`; what is
/// empty or usual is left out. A key of another system has
/// `"v":2,…,"foreign":{"format":"…","id":"…","salt":"…"}`; one of others than the first person has
/// `"v":3,…,"persons":["…"]`, and `foreign` where it is of another system
///
/// Guarantees what is written reads back the same; what a newer version wrote is refused, not
/// guessed. What came before keys of other systems, or before persons, goes on being written as it
/// was
public final class KeyCodec {
  private static final int OWN = 1;
  private static final int FOREIGN = 2;
  private static final int NAMED = 3;

  private KeyCodec() {}

  /// A key as bytes.
  public static byte[] write(KeyState key) {
    return Json.object(json -> fields(json, key));
  }

  /// A key of bytes.
  public static KeyState read(byte[] body, Grants grants) throws BrokenBody {
    return read(Fields.read(body), grants);
  }

  static void fields(JsonGenerator json, KeyState key) {
    KeyFacts facts = key.facts();
    Profile profile = key.profile();
    Foreign foreign = key.foreign();
    json.writeNumberProperty("v", layout(key));
    json.writeStringProperty("id", facts.id());
    json.writeNumberProperty("serial", key.serial());
    json.writeNumberProperty("version", key.version());
    Json.number(json, "revision", key.revision(), key.version());
    json.writeStringProperty("tenant", facts.tenant());
    Json.text(json, "principal", facts.principal());
    Json.word(json, "privilege", facts.privilege());
    Json.text(json, "integration", facts.integrationKind());
    Json.text(json, "runbook", profile.runbook());
    Json.text(json, "owner", profile.owner());
    Json.text(json, "contact", profile.contact());
    Json.word(json, "environment", facts.environment());
    json.writeNumberProperty("minted", facts.mintedMicros());
    Json.number(json, "expires", facts.expiresMicros(), KeyFacts.NEVER);
    Json.number(json, "overlap_ends", facts.overlapEndsMicros(), KeyFacts.NEVER);
    Json.text(json, "parent", facts.parentId());
    Json.text(json, "successor", profile.successorId());
    Json.word(json, "standing", facts.standing());
    Json.word(json, "binding", facts.binding());
    Json.text(json, "public_key", profile.publicKey());
    Json.word(json, "nature", profile.nature());
    grant(json, GrantText.of(facts.grant()));
    Json.text(json, "note", profile.note());
    Json.map(json, "labels", profile.labels());
    Json.text(json, "wish", profile.wish());
    Json.number(json, "settled", key.settled(), 0);
    Json.number(json, "invalidated_by", key.invalidatedBy(), 0);
    json.writeObjectPropertyStart("hash");
    json.writeNumberProperty("pepper", key.hash().pepper());
    json.writeStringProperty("sha256", key.hash().hex());
    json.writeEndObject();
    if (layout(key) == NAMED) {
      Json.texts(json, "persons", key.persons().names());
    }
    if (foreign != null) {
      json.writeObjectPropertyStart("foreign");
      json.writeStringProperty("format", foreign.origin().format());
      json.writeStringProperty("id", foreign.origin().id());
      Json.text(json, "salt", foreign.salt());
      json.writeEndObject();
    }
  }

  private static int layout(KeyState key) {
    if (!key.persons().equals(Persons.FIRST)) {
      return NAMED;
    }
    return key.foreign() == null ? OWN : FOREIGN;
  }

  static KeyState read(Fields fields, Grants grants) throws BrokenBody {
    long layout = fields.number("v");
    if (layout != OWN && layout != FOREIGN && layout != NAMED) {
      throw new BrokenBody("a key is in a layout that this version does not know");
    }
    try {
      long version = fields.number("version");
      KeyState key =
          new KeyState(
              fields.count("serial"),
              facts(fields, grants),
              profile(fields),
              hash(fields.object("hash")),
              version,
              fields.number("revision", version),
              fields.count("settled"),
              fields.count("invalidated_by"),
              layout == NAMED ? persons(fields.texts("persons")) : Persons.FIRST,
              layout == FOREIGN || (layout == NAMED && fields.has("foreign"))
                  ? foreign(fields.object("foreign"))
                  : null);
      fields.end();
      return key;
    } catch (IllegalArgumentException _) {
      throw new BrokenBody("a key has values that make no sense");
    }
  }

  private static KeyFacts facts(Fields fields, Grants grants) throws BrokenBody {
    return new KeyFacts(
        fields.text("id"),
        fields.text("tenant"),
        fields.textOrEmpty("principal"),
        fields.word("privilege", Privilege.class),
        fields.textOrEmpty("integration"),
        fields.word("environment", Environment.class),
        fields.number("minted"),
        fields.number("expires", KeyFacts.NEVER),
        fields.number("overlap_ends", KeyFacts.NEVER),
        fields.textOrEmpty("parent"),
        fields.word("standing", Standing.class),
        fields.word("binding", Binding.class),
        grants.compile(grant(fields.object("grant"))));
  }

  private static Profile profile(Fields fields) throws BrokenBody {
    return new Profile(
        fields.textOrEmpty("owner"),
        fields.textOrEmpty("contact"),
        fields.textOrEmpty("runbook"),
        fields.word("nature", Nature.class),
        fields.textOrEmpty("public_key"),
        fields.textOrEmpty("successor"),
        fields.textOrEmpty("wish"),
        fields.textOrEmpty("note"),
        fields.map("labels"));
  }

  private static KeyHash hash(Fields fields) throws BrokenBody {
    KeyHash hash = KeyHash.parse(fields.count("pepper"), fields.text("sha256"));
    fields.end();
    return hash;
  }

  private static Persons persons(List<String> names) {
    // A million keys are in the hands of a few persons.
    return new Persons(Persons.of(names).text().intern());
  }

  private static Foreign foreign(Fields fields) throws BrokenBody {
    Foreign foreign =
        new Foreign(
            // A million keys come in under a few names.
            new Origin(fields.text("format").intern(), fields.text("id")),
            fields.textOrEmpty("salt"));
    fields.end();
    return foreign;
  }

  static void grant(JsonGenerator json, GrantText grant) {
    json.writeObjectPropertyStart("grant");
    Json.texts(json, "scope", grant.scope());
    Json.texts(json, "exempt", grant.exempt());
    Json.texts(json, "places", grant.places());
    Json.texts(json, "hours", grant.hours());
    Json.texts(json, "limits", grant.limits());
    Json.texts(json, "held", grant.held());
    if (!grant.mode().equals(Mode.ENFORCE.name())) {
      json.writeStringProperty("mode", grant.mode());
    }
    json.writeEndObject();
  }

  static GrantText grant(Fields fields) throws BrokenBody {
    List<String> scope = fields.texts("scope");
    List<String> exempt = fields.texts("exempt");
    List<String> places = fields.texts("places");
    List<String> hours = fields.texts("hours");
    List<String> limits = fields.texts("limits");
    List<String> held = fields.texts("held");
    String mode = fields.has("mode") ? fields.text("mode") : Mode.ENFORCE.name();
    fields.end();
    return new GrantText(scope, exempt, places, hours, limits, held, mode);
  }
}
