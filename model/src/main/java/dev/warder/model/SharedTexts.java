package dev.warder.model;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Makes equal texts one object, so that later stages tell at a glance that they are equal, and
/// memory holds them once. Any thread may use it without a lock.
///
/// Bounds a fixed number of slots; a newcomer takes the slot of whoever was there, so that sharing
/// is likely but never certain. Texts over [#MAX_CHARS] characters are handed back as they are
public final class SharedTexts {
  private static final int MAX_CHARS = 256;

  private final AtomicReferenceArray<String> texts;
  private final int shift;

  /// @param bits logarithm of the number of slots, 1 to 24
  public SharedTexts(int bits) {
    if (bits < 1 || bits > 24) {
      throw new IllegalArgumentException("bits is not 1 to 24: " + bits);
    }
    texts = new AtomicReferenceArray<>(1 << bits);
    shift = Integer.SIZE - bits;
  }

  /// The same text, as the object it had before if that is still known.
  public String share(String text) {
    if (text.length() > MAX_CHARS) {
      return text;
    }
    int slot = (text.hashCode() * 0x9E3779B9) >>> shift;
    String known = texts.getAcquire(slot);
    if (text.equals(known)) {
      return known;
    }
    texts.setRelease(slot, text);
    return text;
  }
}
