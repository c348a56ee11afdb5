package dev.warder.engine.profile;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A few different texts, numbered as they come and looked through one by one: with at most some
/// dozen of them that costs less room and time than a hash table.
///
/// Bounds at most as many as it was made for; further ones are not taken
public final class FewTexts {
  private static final @Nullable String[] NONE = {};

  private final short most;
  private short size;
  private @Nullable String[] texts = NONE;

  /// @param most how many it takes, 1 to 32,767
  public FewTexts(int most) {
    this.most = (short) most;
  }

  /// The number of a text, which is added if there is room; -1 if there is none.
  public int add(String text) {
    int known = indexOf(text);
    if (known >= 0 || size == most) {
      return known;
    }
    if (size == texts.length) {
      texts = Arrays.copyOf(texts, Math.clamp(2L * size, 1, most));
    }
    texts[size] = text;
    return size++;
  }

  /// The number of a text, -1 if it is not known.
  @SuppressWarnings("ReferenceEquality") // the same text is found without a look into the others
  public int indexOf(String text) {
    for (int i = 0; i < size; i++) {
      if (texts[i] == text) {
        return i;
      }
    }
    for (int i = 0; i < size; i++) {
      if (text.equals(texts[i])) {
        return i;
      }
    }
    return -1;
  }

  public boolean contains(String text) {
    return indexOf(text) >= 0;
  }

  /// The text with a number from 0 to [#size] - 1.
  public @Nullable String get(int number) {
    return texts[number];
  }

  public int size() {
    return size;
  }

  public void save(StateWriter out) {
    out.number(size);
    for (int i = 0; i < size; i++) {
      out.text(requireNonNull(texts[i]));
    }
  }

  public void restore(StateReader in) throws StateException {
    size = (short) in.size(most);
    texts = new @Nullable String[size];
    for (int i = 0; i < size; i++) {
      texts[i] = in.text();
    }
  }
}
