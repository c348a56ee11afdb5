package dev.warder.collect;

import dev.warder.collect.text.Slices;
import java.nio.charset.StandardCharsets;

/// Reads the fields of an event that Keycloak's log tells as text: `type="LOGIN_ERROR",
/// realmId="…", userId="null"`. Confined to one thread.
///
/// Guarantees of a field that occurs twice the first counts: what Keycloak itself knows stands
/// before what the caller sent.
///
/// Bounds one pass; at most [#MAX_PAIRS] fields
final class KeycloakText {
  private static final int MAX_PAIRS = 64;
  private static final int MAX_NAME = 64;
  private static final int VALUE_CHARS = 256;

  private final Nouns nouns;
  private final KeycloakEvents event;
  private boolean client;
  private boolean user;

  KeycloakText(Nouns nouns, KeycloakEvents event) {
    this.nouns = nouns;
    this.event = event;
  }

  /// Puts the fields into the event; false if they make none.
  boolean gather(byte[] b, int from, int to) {
    event.start();
    client = false;
    user = false;
    int at = from;
    for (int pairs = 0; pairs < MAX_PAIRS && at < to; pairs++) {
      int equals = equalsSign(b, at, to);
      if (equals < 0) {
        break;
      }
      boolean quoted = equals + 1 < to && b[equals + 1] == '"';
      int start = quoted ? equals + 2 : equals + 1;
      int end = quoted ? closingQuote(b, start, to) : comma(b, start, to);
      String name = new String(b, at, equals - at, StandardCharsets.ISO_8859_1);
      put(name, b, start, end);
      at = quoted ? end + 1 : end;
      while (at < to && (b[at] == ',' || b[at] == ' ')) {
        at++;
      }
    }
    return event.isComplete() && !event.realm.isEmpty();
  }

  private static int equalsSign(byte[] b, int from, int to) {
    int limit = Math.min(to, from + MAX_NAME);
    for (int i = from; i < limit; i++) {
      byte c = b[i];
      if (c == '=') {
        return i > from ? i : -1;
      }
      boolean fits =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || c == '.';
      if (!fits) {
        return -1;
      }
    }
    return -1;
  }

  private static int closingQuote(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] == '"') {
        return i;
      }
      if (b[i] == '\\') {
        i++;
      }
    }
    return to;
  }

  private static int comma(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] == ',') {
        return i;
      }
    }
    return to;
  }

  private void put(String name, byte[] b, int from, int to) {
    int end = Math.max(from, Math.min(to, from + 4 * VALUE_CHARS));
    String read = nouns.credentialId(b, from, end);
    String value = read.equals("null") ? "" : Slices.cut(read, VALUE_CHARS);
    switch (name) {
      case "type" -> event.type = first(event.type, value);
      case "operationType" -> event.operation = first(event.operation, value);
      case "resourceType" -> event.resourceType = first(event.resourceType, value);
      case "resourcePath" -> event.resourcePath = first(event.resourcePath, value);
      case "realmId" -> event.realm = first(event.realm, value);
      case "ipAddress" -> event.address = first(event.address, value);
      case "error" -> event.error = first(event.error, value);
      case "sessionId" -> event.session = first(event.session, value);
      case "username" -> event.userName = first(event.userName, value);
      case "clientId" -> {
        event.client = client ? event.client : value;
        client = true;
      }
      case "userId" -> {
        event.user = user ? event.user : value;
        user = true;
      }
      case "realmName" -> event.attributes().put(name, value);
      default -> event.attributes().put("details." + name, value);
    }
  }

  private static String first(String known, String value) {
    return known.isEmpty() ? value : known;
  }
}
