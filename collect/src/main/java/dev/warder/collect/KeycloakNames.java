package dev.warder.collect;

import dev.warder.collect.json.Tape;
import java.util.Set;

/// Takes out of a `representation` what a detection can use and what is no secret: a list of names
/// that may leave, since what may not cannot be listed.
final class KeycloakNames {
  private static final int MAX_CHARS = 256;

  private static final Set<String> HARMLESS =
      Set.of(
          "id",
          "name",
          "clientId",
          "username",
          "alias",
          "providerId",
          "path",
          "enabled",
          "composite",
          "clientRole",
          "containerId",
          "publicClient",
          "serviceAccountsEnabled",
          "directAccessGrantsEnabled",
          "fullScopeAllowed",
          "redirectUris",
          "webOrigins",
          "emailVerified",
          "requiredActions",
          "temporary",
          "eventsEnabled",
          "adminEventsEnabled",
          "adminEventsDetailsEnabled",
          "eventsListeners",
          "enabledEventTypes",
          "eventsExpiration",
          "bruteForceProtected",
          "otpPolicyType",
          "sslRequired",
          "trustEmail",
          "requirement",
          "passwordPolicy");

  private KeycloakNames() {}

  /// Puts the fields of an object, or of each object of a list, under `representation`.
  static void put(Tape content, Attributes attributes) {
    if (content.isObject(0)) {
      putFields(content, 0, "representation.", attributes);
    } else if (content.isArray(0)) {
      for (int n = 1; n < content.next(0); n = content.next(n)) {
        if (content.isObject(n)) {
          putFields(content, n, "representation[].", attributes);
        }
      }
    }
  }

  private static void putFields(Tape content, int object, String prefix, Attributes attributes) {
    for (int n = object + 1; n < content.next(object); n = content.next(n)) {
      String name = content.name(n);
      if (HARMLESS.contains(name)) {
        if (content.isContainer(n)) {
          attributes.flatten(content, n, prefix + name);
        } else {
          attributes.append(prefix + name, content.text(n, MAX_CHARS));
        }
      }
    }
  }
}
