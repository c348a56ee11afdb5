package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

/// One thing that was looked at.
///
/// @param name what, one or two words
/// @param state whether it is as it should be
/// @param found what was found
/// @param advice what to do about it, empty where nothing need be done
public record Check(String name, State state, String found, String advice) {
  public Check {
    requireNonNull(name, "name is null");
    requireNonNull(state, "state is null");
    requireNonNull(found, "found is null");
    requireNonNull(advice, "advice is null");
  }

  public static Check ok(String name, String found) {
    return new Check(name, State.OK, found, "");
  }

  public static Check warn(String name, String found, String advice) {
    return new Check(name, State.WARN, found, advice);
  }

  public static Check fail(String name, String found, String advice) {
    return new Check(name, State.FAIL, found, advice);
  }

  /// Whether something is as it should be.
  public enum State {
    OK,
    /// Works, but worse than it could.
    WARN,
    /// Does not work.
    FAIL
  }
}
