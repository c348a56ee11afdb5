package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where a PostgreSQL database is.
///
/// @param place hosts and database, for messages
/// @param jdbc the driver's form of it
record PostgresUrl(String place, String jdbc) {
  private static final String SCHEME = "postgresql://";

  /// What may be said of a connection; all else is Warder's to set, or runs code that it names.
  private static final Set<String> PARAMETERS =
      Set.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "targetServerType",
          "ApplicationName",
          "channelBinding",
          "gssEncMode");

  static PostgresUrl parse(String text) throws StoreException {
    String url = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    if (!url.startsWith(SCHEME)) {
      throw unusable("does not begin with " + SCHEME);
    }
    if (url.indexOf('@') >= 0) {
      throw unusable("holds a user or password, which would get into logs; give them apart");
    }
    if (!url.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\' && c != '"' && c != '#')) {
      throw unusable("holds a character that no such URL has");
    }
    String rest = url.substring(SCHEME.length());
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    int slash = place.indexOf('/');
    if (slash < 1 || slash == place.length() - 1 || place.indexOf('/', slash + 1) >= 0) {
      throw unusable("does not name a host and a database");
    }
    List<String> parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
    if (parameters.stream().noneMatch(p -> p.startsWith("sslmode="))) {
      parameters.add(
          isThisMachine(place.substring(0, slash)) ? "sslmode=prefer" : "sslmode=verify-full");
    }
    return new PostgresUrl(
        "PostgreSQL at " + place, "jdbc:" + SCHEME + place + "?" + String.join("&", parameters));
  }

  private static List<String> parameters(String query) throws StoreException {
    List<String> parameters = new ArrayList<>();
    if (query.isEmpty()) {
      return parameters;
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (equals < 0 || !PARAMETERS.contains(name)) {
        // The name alone: what follows may be a password.
        throw unusable(
            "has the parameter '" + name + "', which is not one of " + String.join(", ", sorted()));
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  private static List<String> sorted() {
    return PARAMETERS.stream().sorted().toList();
  }

  private static boolean isThisMachine(String hosts) {
    for (String host : hosts.split(",", -1)) {
      boolean local =
          host.equals("localhost")
              || host.startsWith("localhost:")
              || host.equals("127.0.0.1")
              || host.startsWith("127.0.0.1:")
              || host.equals("[::1]")
              || host.startsWith("[::1]:");
      if (!local) {
        return false;
      }
    }
    return true;
  }

  private static StoreException unusable(String why) {
    return new StoreException(
        ErrorCode.USAGE,
        "the store's URL " + why + "; write postgresql://HOST[:PORT]/DATABASE[?sslmode=…]");
  }
}
