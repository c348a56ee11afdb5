package dev.warder.collect;

import dev.warder.model.DeadOperations;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecord.Privilege;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// A platform's own list of its keys: `{"keys":[{"credential_uid":…}]}`, a bare array, or one
/// object after another.
///
/// Fields of an entry: `credential_uid` (needed), `tenant_uid`, `owner_uid`, `integration_kind`,
/// `privileged` (true or false), `created_time` and `retired_time` (milliseconds since the epoch),
/// `honey` (true for a key that nobody may use). Others are passed over. Beside `keys` may stand
/// `"dead_operations":["DELETE /api/v1/users/{id}"]`, which nobody may call ([DeadOperations]).
///
/// Errors a file that is not such a list is refused as a whole, with what is wrong and where:
/// unlike a log, a list of keys that is half read would give wrong answers
public final class KeyInventory {
  private static final int MAX_KEYS = 10_000_000;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, KeyRecord> keys = new LinkedHashMap<>();
  private final List<String> dead = new ArrayList<>();

  private KeyInventory() {}

  /// What a list holds.
  ///
  /// @param keys entries by credential uid, in the order of the file
  /// @param deadOperations what nobody may call
  public record Known(Map<String, KeyRecord> keys, DeadOperations deadOperations) {
    /// Nothing is known.
    public static final Known NOTHING = new Known(Map.of(), DeadOperations.NONE);
  }

  /// A list of keys could not be used; the message says why, for the operator.
  public static final class InvalidException extends IOException {
    private static final long serialVersionUID = 1;

    InvalidException(String message) {
      super(message);
    }
  }

  /// Reads a list.
  ///
  /// @throws InvalidException if it is no such list
  public static Known read(Path file) throws IOException {
    KeyInventory inventory = new KeyInventory();
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        inventory.readTop(parser);
      }
    } catch (JacksonException e) {
      throw new InvalidException(
          "not valid JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr());
    }
    if (inventory.keys.isEmpty() && inventory.dead.isEmpty()) {
      throw new InvalidException("holds no entry with a credential_uid");
    }
    try {
      return new Known(inventory.keys, new DeadOperations(inventory.dead));
    } catch (IllegalArgumentException e) {
      throw new InvalidException(String.valueOf(e.getMessage()));
    }
  }

  /// One value at the top: a list, an object that holds `keys`, or an entry.
  private void readTop(JsonParser parser) throws InvalidException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      readList(parser);
    } else if (token == JsonToken.START_OBJECT) {
      readObject(parser);
    } else {
      throw new InvalidException("expected an object or a list at line " + line(parser));
    }
  }

  private void readList(JsonParser parser) throws InvalidException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new InvalidException("an entry that is no object at line " + line(parser));
      }
      readObject(parser);
    }
  }

  private void readObject(JsonParser parser) throws InvalidException {
    Entry entry = new Entry();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("keys") && value == JsonToken.START_ARRAY) {
        readList(parser);
      } else if (name.equals("dead_operations") && value == JsonToken.START_ARRAY) {
        readDead(parser);
      } else if (value.isStructStart()) {
        parser.skipChildren();
      } else {
        entry.set(name, parser);
      }
    }
    if (!entry.credentialUid.isEmpty()) {
      if (keys.size() >= MAX_KEYS) {
        throw new InvalidException("holds more than " + MAX_KEYS + " keys");
      }
      keys.put(entry.credentialUid, entry.record());
    }
  }

  private void readDead(JsonParser parser) throws InvalidException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING || dead.size() >= MAX_KEYS) {
        throw new InvalidException("a dead operation that is no text at line " + line(parser));
      }
      dead.add(parser.getString());
    }
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /// Fields of one entry as they are met.
  private static final class Entry {
    private String credentialUid = "";
    private String tenantUid = "";
    private String ownerUid = "";
    private String integrationKind = "";
    private Privilege privilege = Privilege.UNKNOWN;
    private long createdMicros;
    private long retiredMicros;
    private boolean honey;

    void set(String name, JsonParser parser) {
      switch (name) {
        case "credential_uid" -> credentialUid = text(parser);
        case "tenant_uid" -> tenantUid = text(parser);
        case "owner_uid" -> ownerUid = text(parser);
        case "integration_kind" -> integrationKind = text(parser);
        case "privileged" -> privilege = privilege(parser.currentToken());
        case "created_time" -> createdMicros = micros(parser);
        case "retired_time" -> retiredMicros = micros(parser);
        case "honey" -> honey = parser.currentToken() == JsonToken.VALUE_TRUE;
        default -> {}
      }
    }

    private static String text(JsonParser parser) {
      return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
    }

    private static Privilege privilege(JsonToken token) {
      if (token == JsonToken.VALUE_TRUE) {
        return Privilege.PRIVILEGED;
      }
      return token == JsonToken.VALUE_FALSE ? Privilege.ORDINARY : Privilege.UNKNOWN;
    }

    private static long micros(JsonParser parser) {
      boolean inRange =
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      long millis = inRange ? parser.getLongValue() : 0;
      return millis > 0 && millis < Long.MAX_VALUE / 1_000 ? millis * 1_000 : 0;
    }

    KeyRecord record() {
      return new KeyRecord(
          credentialUid,
          tenantUid,
          ownerUid,
          integrationKind,
          privilege,
          createdMicros,
          retiredMicros,
          honey);
    }
  }
}
