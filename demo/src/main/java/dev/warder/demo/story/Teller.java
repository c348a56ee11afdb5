package dev.warder.demo.story;

import java.time.Instant;
import java.util.List;

/// Tells the story as it happens.
public interface Teller {
  /// Something happened.
  ///
  /// @param when in the time of the demo
  /// @param who of whom it is told
  void tell(Instant when, Who who, String what);

  /// What was promised, at the end.
  void promises(List<Promise> promises);

  /// Of whom something is told.
  enum Who {
    DEMO,
    HONEST,
    THIEF,
    PLATFORM,
    WARDER,
    OPERATOR
  }
}
