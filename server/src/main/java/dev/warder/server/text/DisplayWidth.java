package dev.warder.server.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Columns that text takes on a terminal, and cutting, padding and folding by them.
///
/// Units terminal columns; combining marks take none, East Asian wide forms and emoji take two
///
/// Source Unicode Annex 11, blocks that are wide by default
public final class DisplayWidth {
  private static final String ELLIPSIS = "…";
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF},
    {0x20000, 0x3FFFD},
  };

  private DisplayWidth() {}

  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::ofPoint).sum();
  }

  /// The text, or as much of its start as fits together with an ellipsis.
  public static String fit(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int room = Math.max(0, columns - 1);
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      room -= ofPoint(point);
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(point);
      i += Character.charCount(point);
    }
    return kept + ELLIPSIS;
  }

  /// The start and the end of an identifier, which tell it apart better than its start alone.
  public static String fitMiddle(String text, int columns) {
    int points = text.codePointCount(0, text.length());
    if (of(text) <= columns || points <= columns) {
      return fit(text, columns);
    }
    int tail = columns / 3;
    String end = text.substring(text.offsetByCodePoints(text.length(), -tail));
    return fit(text, columns - of(end)) + end;
  }

  /// Cut or filled with spaces to exactly so many columns.
  public static String pad(String text, int columns) {
    String fitted = fit(text, columns);
    return fitted + " ".repeat(Math.max(0, columns - of(fitted)));
  }

  /// Lines of at most so many columns, broken between words where that is possible.
  public static List<String> fold(String text, int columns) {
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(text);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      String word = text.substring(start, end);
      if (!line.isEmpty() && of(line.toString()) + of(word.stripTrailing()) > columns) {
        lines.add(fit(line.toString().stripTrailing(), columns));
        line.setLength(0);
      }
      line.append(word);
    }
    if (!line.isEmpty()) {
      lines.add(fit(line.toString().stripTrailing(), columns));
    }
    return lines;
  }

  private static int ofPoint(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (point >= range[0] && point <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}
