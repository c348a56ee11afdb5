package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What an entry holds: texts, and bytes that may speak of them by position; immutable.
///
/// Texts are for what repeats from entry to entry: the journal writes each different one once in a
/// while and a number of one or two bytes from then on.
public final class Facts {
  public static final Facts NONE = new Facts(List.of(), new byte[0]);

  /// The most texts an entry may have in each of its parts.
  public static final int MAX_TEXTS = 255;

  private final List<String> texts;
  private final byte[] bytes;

  /// @param texts what repeats; neither copied nor to be changed any more
  /// @param bytes what does not, in its owner's own layout; neither copied nor to be changed any
  ///   more
  public Facts(List<String> texts, byte[] bytes) {
    this.texts = requireNonNull(texts, "texts is null");
    this.bytes = requireNonNull(bytes, "bytes is null");
    if (texts.size() > MAX_TEXTS) {
      throw new IllegalArgumentException("too many texts: " + texts.size());
    }
  }

  public List<String> texts() {
    return texts;
  }

  /// The bytes themselves, not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  public boolean isEmpty() {
    return texts.isEmpty() && bytes.length == 0;
  }

  /// About how many bytes they are, two for each character.
  long weight() {
    long weight = bytes.length + 4L;
    for (int i = 0; i < texts.size(); i++) {
      weight += 2L * texts.get(i).length() + 6;
    }
    return weight;
  }
}
