package dev.warder.keys.leak;

import dev.warder.keys.leak.Sightings.Extent;
import dev.warder.model.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds values that look like keys in a text: a log, a diff, a message.
///
/// Shape `export KEY=acme_7Fq2_0123...` -> line 1, column 12, `acme_7Fq2...` Bounds [#MAX_CHARS]
/// characters, [#MAX_FOUND] values, [#MAX_SHAPES] shapes. Each character is looked at once, and
/// where a value may begin as often as shapes begin alike, each time as far as its longest value
/// Errors what is beyond the bounds is left out and said so; never throws on input Guarantees but
/// for [Sighting#value], nothing tells more of a value than its shape lets be written
public final class LeakScan {
  static final int MAX_CHARS = 1 << 20;
  static final int MAX_FOUND = 1_000;
  static final int MAX_SHAPES = 32;

  private final List<ShapeMatcher> shapes;

  public LeakScan(List<ShapeMatcher> shapes) {
    if (shapes.size() > MAX_SHAPES) {
      throw new IllegalArgumentException("no more than " + MAX_SHAPES + " shapes");
    }
    this.shapes = List.copyOf(shapes);
  }

  public Sightings scan(String text) {
    List<Sighting> found = new ArrayList<>();
    int end = Math.min(text.length(), MAX_CHARS);
    // A value that the bound cuts in two is left out as a whole, not told as a shorter one.
    CharSequence scanned = end == text.length() ? text : text.subSequence(0, lastBreak(text, end));
    int line = 1;
    int lineBegin = 0;
    int at = 0;
    while (at < scanned.length()) {
      char c = scanned.charAt(at);
      if (c == '\n') {
        line++;
        lineBegin = at + 1;
      }
      ShapeMatcher shape = mayBegin(scanned, at) ? shape(scanned, at) : null;
      if (shape == null) {
        at++;
        continue;
      }
      if (found.size() == MAX_FOUND) {
        return new Sightings(found, Extent.VALUES_CUT);
      }
      String value = scanned.subSequence(at, at + shape.lengthAt(scanned, at)).toString();
      found.add(
          new Sighting(
              shape.name(), line, at - lineBegin + 1, shape.masked(value), Secret.of(value)));
      at += value.length();
    }
    return new Sightings(found, end == text.length() ? Extent.WHOLE : Extent.TEXT_CUT);
  }

  /// The first shape that has a value at a place.
  private @Nullable ShapeMatcher shape(CharSequence text, int at) {
    for (ShapeMatcher shape : shapes) {
      if (startsWith(text, at, shape.prefix()) && shape.lengthAt(text, at) > 0) {
        return shape;
      }
    }
    return null;
  }

  private static boolean startsWith(CharSequence text, int at, String prefix) {
    if (text.length() - at < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (text.charAt(at + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Not within a word: what begins there is the end of something longer.
  private static boolean mayBegin(CharSequence text, int at) {
    return at == 0 || !isWord(text.charAt(at - 1)) || isEscape(text, at);
  }

  /// Behind `\n`, `\t` or `\r` as JSON and source texts spell them, a value begins, too.
  private static boolean isEscape(CharSequence text, int at) {
    return at >= 2 && text.charAt(at - 2) == '\\' && "nrt".indexOf(text.charAt(at - 1)) >= 0;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static int lastBreak(String text, int end) {
    int at = end;
    while (at > 0 && text.charAt(at - 1) > ' ') {
      at--;
    }
    return at;
  }
}
