package dev.warder.server.live;

/// What ids of callers whom others vouch for begin with; no id of a key does.
public final class StrangerIds {
  /// Of those by signed token.
  public static final String BY_TOKEN = "jwt:";

  /// Of those by certificate.
  public static final String BY_CERTIFICATE = "cert:";

  private StrangerIds() {}

  /// Whether an id is of somebody whom others vouch for: no key of that name can end.
  public static boolean isOne(String id) {
    return id.startsWith(BY_TOKEN) || id.startsWith(BY_CERTIFICATE);
  }
}
