package dev.warder.engine.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keys by their id. There may be a million of them and each call looks for one, so what is looked
/// at lies side by side: a hash and its key, and nothing else until the key itself.
///
///     slot    6        7        8        9
///     hash    9f31…    9f30…    0        51c2…      9f30… has its place at 6, which was taken
///     key     a        b        ∅        c
///
/// Whoever chooses ids can choose some of one hash. What finds [#RUN] slots taken goes into a map
/// that stands that.
///
/// Bounds two to four slots of eight bytes for each key
final class KeysById {
  private static final int RUN = 16;

  private int[] hashes = new int[RUN];
  private @Nullable CredentialState[] keys = new @Nullable CredentialState[RUN];
  private final Map<String, CredentialState> crowded = new HashMap<>();
  private int size;

  /// The key with an id, null if there is none.
  @Nullable CredentialState get(String uid) {
    int hash = uid.hashCode();
    int at = place(hash);
    for (int i = 0; i < RUN; i++) {
      CredentialState key = keys[at];
      if (key == null) {
        return null;
      }
      if (hashes[at] == hash && key.uid().equals(uid)) {
        return key;
      }
      at = (at + 1) & (keys.length - 1);
    }
    return crowded.get(uid);
  }

  /// The key that an id most likely has, without a look into the key; null if there is none.
  @Nullable CredentialState likely(String uid) {
    int hash = uid.hashCode();
    int at = place(hash);
    for (int i = 0; i < RUN && keys[at] != null; i++) {
      if (hashes[at] == hash) {
        return keys[at];
      }
      at = (at + 1) & (keys.length - 1);
    }
    return null;
  }

  /// Puts a key in; false if another one has its id.
  boolean put(CredentialState key) {
    if (get(key.uid()) != null) {
      return false;
    }
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    place(key);
    size++;
    return true;
  }

  private void place(CredentialState key) {
    int hash = key.uid().hashCode();
    int at = place(hash);
    for (int i = 0; i < RUN; i++) {
      if (keys[at] == null) {
        hashes[at] = hash;
        keys[at] = key;
        return;
      }
      at = (at + 1) & (keys.length - 1);
    }
    crowded.put(key.uid(), key);
  }

  private void grow() {
    List<CredentialState> before = new ArrayList<>(size);
    all(before);
    crowded.clear();
    hashes = new int[2 * keys.length];
    keys = new @Nullable CredentialState[2 * keys.length];
    before.forEach(this::place);
  }

  private int place(int hash) {
    return (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(keys.length) + 1);
  }

  int size() {
    return size;
  }

  /// Adds all keys, in no particular order.
  void all(Collection<CredentialState> to) {
    for (CredentialState key : keys) {
      if (key != null) {
        to.add(key);
      }
    }
    to.addAll(crowded.values());
  }
}
