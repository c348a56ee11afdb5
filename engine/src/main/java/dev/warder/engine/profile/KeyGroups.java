package dev.warder.engine.profile;

import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;

/// Which keys stay together however many partitions there are: [#COUNT] groups, each of which is
/// wholly in one partition.
///
///     group 37 of 2 partitions -> 1     group 37 of 7 partitions -> 2
///
/// Guarantees keys that share a profile are in one group, and profiles of one name are
public final class KeyGroups {
  /// How many groups there are, and so the most partitions; never changes.
  public static final int COUNT = 64;

  /// What sets a person's profile at a console apart from that of their other sessions.
  private static final String CONSOLE = " console";

  private KeyGroups() {}

  /// The group of a caller, 0 to [#COUNT] - 1.
  public static int of(Caller caller) {
    int hash = route(caller).hashCode() * 0x9E3779B9;
    return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(COUNT));
  }

  /// What decides about a caller's group: the principal behind sessions, else the key.
  static String route(Caller caller) {
    String route = isSession(caller) ? caller.principalUid() : caller.credentialUid();
    while (route.endsWith(CONSOLE)) {
      route = route.substring(0, route.length() - CONSOLE.length());
    }
    return route;
  }

  /// Sessions come and go; what is usual belongs to the principal behind them.
  static boolean isSession(Caller caller) {
    CredentialKind kind = caller.kind();
    return !caller.principalUid().isEmpty()
        && (kind == CredentialKind.SESSION
            || kind == CredentialKind.WORKLOAD_SESSION
            || kind == CredentialKind.CONSOLE);
  }

  /// The name of a caller's profile.
  static String profileUid(Caller caller) {
    if (!isSession(caller)) {
      return caller.credentialUid();
    }
    return caller.principalUid() + (caller.kind() == CredentialKind.CONSOLE ? CONSOLE : "");
  }
}
