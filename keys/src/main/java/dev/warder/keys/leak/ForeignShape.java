package dev.warder.keys.leak;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.ForeignFormat;

/// Values of a format of another system.
public final class ForeignShape implements ShapeMatcher {
  private final ForeignFormat format;

  public ForeignShape(ForeignFormat format) {
    this.format = requireNonNull(format, "format is null");
  }

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public String prefix() {
    return format.prefix();
  }

  @Override
  public int lengthAt(CharSequence text, int at) {
    int end = at;
    while (end < text.length() && end - at <= format.maxLength() && belongs(text.charAt(end))) {
      end++;
    }
    return format.fits(text.subSequence(at, end).toString()) ? end - at : -1;
  }

  /// What ends a value in a text although the alphabet of all that is visible has it.
  private boolean belongs(char c) {
    return format.mayHold(c) && "\"'`<>,;()[]{}".indexOf(c) < 0;
  }

  /// Prefix and id.
  @Override
  public String masked(CharSequence value) {
    return format.prefix() + format.idOf(value.toString()) + "...";
  }
}
