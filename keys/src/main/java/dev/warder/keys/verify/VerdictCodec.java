package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Verdict;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.Activity;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.bytes.MalformedException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// How a verdict is written to the journal: JSON that says by itself what it is. What was allowed
/// at the gate is written down with what became of the call, as an activity that says so, unless an
/// approval let it pass.
///
/// Shape `{"v":2,"verdict":"v01…","reason":"ALLOWED","pass":1,"mode":"ENFORCE","key":…,"host":…}`,
/// and apart from it, sealed, `{"operation":"GET /…","address":…}`; both in one of version 1 where
/// no key was shown, and in journals that were written before. What repeats stands in texts: the
/// door; then, sealed where a key was shown, user agent and principal. Entries of before have none
///
/// Guarantees what looks like a key in path, host or user agent is written as its id alone
final class VerdictCodec {
  private static final int WHOLE = 1;
  private static final int PARTED = 2;
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST_PATH = 1_024;

  /// The code of [Reason#ALLOWED].
  private static final String ALLOWED = "allowed";

  private final KeyShape shape;

  VerdictCodec(KeyShape shape) {
    this.shape = requireNonNull(shape, "shape is null");
  }

  /// Method and path of a call, cut where they are long.
  String operation(Request request) {
    return clean(request.method()) + " " + clean(request.path());
  }

  /// A verdict as an entry of the journal. What is personal is sealed with the key of the tenant
  /// whose key was shown; where none was there is nobody who could ask for it to be forgotten.
  Entry entry(Given given) {
    Request request = given.request();
    if (given.keyId().isEmpty()) {
      return new Entry(
          EntryKind.VERDICT,
          request.timeMicros(),
          "",
          "",
          operation(request),
          request.source().canonical(),
          new Facts(
              List.of(request.door(), clean(request.userAgent())),
              Json.object(json -> {
                facts(json, given, WHOLE);
                personal(json, request);
              })),
          Facts.NONE);
    }
    return new Entry(
        EntryKind.VERDICT,
        request.timeMicros(),
        given.tenant(),
        given.keyId(),
        clean(request.method()),
        request.source().canonical(),
        new Facts(List.of(request.door()), Json.object(json -> facts(json, given, PARTED))),
        new Facts(
            List.of(clean(request.userAgent()), given.principal()),
            Json.object(json -> personal(json, request))));
  }

  private void facts(JsonGenerator json, Given given, int version) {
    Verdict verdict = given.verdict();
    json.writeNumberProperty("v", version);
    json.writeStringProperty("verdict", verdict.id().toString());
    json.writeStringProperty("reason", verdict.reason().name());
    json.writeNumberProperty("pass", verdict.isAllowed() ? 1 : 0);
    json.writeStringProperty("mode", verdict.mode().name());
    Json.text(json, "key", given.keyId());
    Json.text(json, "host", clean(given.request().api()));
    Json.text(json, "why", given.why());
  }

  private void personal(JsonGenerator json, Request request) {
    Json.text(json, "operation", operation(request));
    Json.text(json, "address", clean(request.source().address()));
  }

  /// Whether an entry tells of a verdict.
  static boolean isVerdict(Entry entry) {
    return entry.kind() == EntryKind.VERDICT || isAllowedCall(entry);
  }

  private static boolean isAllowedCall(Entry entry) {
    return ActivityCodec.own(entry, ActivityCodec.VERDICT_CODE).equals(ALLOWED)
        && ActivityCodec.own(entry, ActivityCodec.APPROVAL).isEmpty();
  }

  /// A verdict that was written down.
  Told read(Entry entry) throws BrokenBody {
    if (entry.kind() == EntryKind.ACTIVITY) {
      return told(activity(entry));
    }
    Fields fields = Fields.read(entry.body());
    long version = fields.number("v");
    if (version != WHOLE && version != PARTED) {
      throw new BrokenBody("a verdict is in a layout that this version does not know");
    }
    if (version == PARTED && !entry.personal().isEmpty()) {
      fields.join(Fields.read(entry.personal().bytes()));
    }
    Told told =
        new Told(
            fields.text("verdict"),
            fields.word("reason", Reason.class),
            fields.number("pass") == 1,
            fields.word("mode", Mode.class),
            fields.textOrEmpty("key"),
            fields.textOrEmpty("host"),
            fields.has("operation") ? fields.text("operation") : entry.operation(),
            fields.textOrEmpty("address"),
            fields.textOrEmpty("why"));
    fields.end();
    return told;
  }

  private static Told told(Activity call) {
    String mode = call.attributes().getOrDefault(ActivityCodec.POLICY_MODE, Mode.ENFORCE.name());
    return new Told(
        call.uid(),
        Reason.ALLOWED,
        true,
        mode.equals(Mode.OBSERVE.name()) ? Mode.OBSERVE : Mode.ENFORCE,
        call.caller().credentialUid(),
        call.call().api(),
        operation(call),
        call.source().address(),
        "");
  }

  private static String operation(Activity call) {
    return call.call().method() + " " + call.call().path();
  }

  private static Activity activity(Entry entry) throws BrokenBody {
    try {
      return ActivityCodec.activity(entry);
    } catch (MalformedException e) {
      throw new BrokenBody("it is no activity: " + e.getMessage());
    }
  }

  /// Which door asked; empty if none did, or nobody wrote it down.
  static String door(Entry entry) {
    return text(entry.facts(), 0);
  }

  /// What software the caller said to be; empty if it is not known, or not any more.
  static String userAgent(Entry entry) {
    return entry.privacy() == Entry.Privacy.NONE
        ? text(entry.facts(), 1)
        : text(entry.personal(), 0);
  }

  /// Who the key acts as; empty if it is not known, or not any more.
  static String principal(Entry entry) {
    return text(entry.personal(), 1);
  }

  private static String text(Facts facts, int at) {
    return at < facts.texts().size() ? facts.texts().get(at) : "";
  }

  /// The address that a call came from; empty if it is not known, or not any more.
  String address(Entry entry) throws BrokenBody {
    if (entry.kind() == EntryKind.ACTIVITY) {
      return activity(entry).source().address();
    }
    return field(entry.personal().isEmpty() ? entry.body() : entry.personal().bytes(), "address");
  }

  /// Method and path of a call, or what is still known of them.
  String operation(Entry entry) throws BrokenBody {
    if (entry.kind() == EntryKind.ACTIVITY) {
      return operation(activity(entry));
    }
    String sealed = entry.personal().isEmpty() ? "" : field(entry.personal().bytes(), "operation");
    return sealed.isEmpty() ? entry.operation() : sealed;
  }

  /// One text of a body, empty if it has none. Reads no more than it must: a search asks for one
  /// field of millions.
  private static String field(byte[] body, String name) throws BrokenBody {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.PROPERTY_NAME && json.currentName().equals(name)) {
          return json.nextToken() == JsonToken.VALUE_STRING ? json.getString() : "";
        }
      }
      return "";
    } catch (JacksonException _) {
      throw new BrokenBody("it is no JSON");
    }
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
