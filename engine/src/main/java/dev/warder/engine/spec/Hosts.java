package dev.warder.engine.spec;

import java.util.Locale;
import java.util.Set;

/// Spelling of hosts.
public final class Hosts {
  /// What readers put where a log names no host.
  private static final Set<String> NAMELESS = Set.of("http", "unknown");

  private Hosts() {}

  /// Lower case, without port and final dot.
  public static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int colon = lower.lastIndexOf(':');
    boolean port = colon > 0 && lower.indexOf(':') == colon;
    String name = port ? lower.substring(0, colon) : lower;
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  static boolean isNameless(String api) {
    return NAMELESS.contains(api);
  }
}
