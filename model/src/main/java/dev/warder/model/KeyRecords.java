package dev.warder.model;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a platform says of its keys.
public interface KeyRecords {
  /// What it says of one key now; null if it does not know the key.
  @Nullable KeyRecord of(String credentialUid);

  /// Another number than before once [#of] may say something else of any key. Who asks for it first
  /// may keep what [#of] says until it is another.
  long version();

  /// All that is to be looked at as a whole, such as for keys that nobody uses; may be fewer than
  /// [#of] knows.
  Collection<KeyRecord> all();

  /// Records that do not change.
  static KeyRecords of(Map<String, KeyRecord> byUid) {
    Map<String, KeyRecord> records = Map.copyOf(byUid);
    return new KeyRecords() {
      @Override
      public @Nullable KeyRecord of(String credentialUid) {
        return records.get(credentialUid);
      }

      @Override
      public long version() {
        return 0;
      }

      @Override
      public Collection<KeyRecord> all() {
        return records.values();
      }
    };
  }
}
