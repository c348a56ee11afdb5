package dev.warder.collect.mapping;

import dev.warder.collect.text.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A time as a pattern describes it, letter for letter: nothing is guessed, nothing left over.
///
/// Shape `dd.MM.yyyy HH:mm:ss.SSS` with zone `+02:00`
///
/// Letters `yyyy MM MMM dd HH mm ss`, `S` once to nine times, and the zone as `Z` (`+0200`) or
/// `XXX` (`+02:00` or `Z`); text in quotes and every other character that is no letter stand for
/// themselves.
///
/// Bounds no allocation but one small buffer per time; never throws on what it reads
final class TimePattern implements TimeForm {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /// Where each part goes: `yyyy-MM-ddTHH:mm:ss.SSSSSSSSS` and a zone of up to six characters.
  private static final byte[] BLANK =
      "0000-00-00T00:00:00.000000000".getBytes(StandardCharsets.US_ASCII);

  private enum Kind {
    YEAR("yyyy", 0),
    MONTH("MM", 5),
    MONTH_NAME("MMM", 5),
    DAY("dd", 8),
    HOUR("HH", 11),
    MINUTE("mm", 14),
    SECOND("ss", 17),
    FRACTION("S", 20),
    ZONE("Z", 29),
    ZONE_COLON("XXX", 29),
    LITERAL("", 0);

    private final String letters;
    private final int at;

    Kind(String letters, int at) {
      this.letters = letters;
      this.at = at;
    }
  }

  private record Part(Kind kind, String literal, int length) {}

  private final List<Part> parts;
  private final byte[] zone;

  private TimePattern(List<Part> parts, byte[] zone) {
    this.parts = parts;
    this.zone = zone;
  }

  /// Compiles a pattern.
  ///
  /// Errors [IllegalArgumentException] that says what is wrong
  ///
  /// @param zone `UTC`, `Z` or an offset such as `+02:00`; empty if the pattern has the zone
  static TimePattern of(String pattern, String zone) {
    List<Part> parts = new ArrayList<>();
    int i = 0;
    while (i < pattern.length()) {
      int next = run(pattern, i);
      parts.add(part(pattern, i, next));
      i = next;
    }
    requireWhole(parts, zone);
    return new TimePattern(List.copyOf(parts), zoneBytes(zone));
  }

  private static int run(String pattern, int from) {
    char c = pattern.charAt(from);
    if (c == '\'') {
      int close = pattern.indexOf('\'', from + 1);
      if (close < 0) {
        throw new IllegalArgumentException("a quote is not closed");
      }
      return close + 1;
    }
    int i = from + 1;
    while (isLetter(c) && i < pattern.length() && pattern.charAt(i) == c) {
      i++;
    }
    return i;
  }

  private static Part part(String pattern, int from, int to) {
    char c = pattern.charAt(from);
    String run = pattern.substring(from, to);
    if (c == '\'') {
      return literal(to - from == 2 ? "'" : run.substring(1, run.length() - 1));
    }
    if (!isLetter(c)) {
      return literal(run);
    }
    if (c == 'S' && run.length() <= 9) {
      return new Part(Kind.FRACTION, "", run.length());
    }
    for (Kind kind : Kind.values()) {
      if (kind.letters.equals(run)) {
        return new Part(kind, "", run.length());
      }
    }
    throw new IllegalArgumentException(
        run
            + " is no part of a pattern; allowed: yyyy, MM, MMM, dd, HH, mm, ss, S to SSSSSSSSS,"
            + " Z, XXX, and text in single quotes");
  }

  private static Part literal(String text) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("has characters other than ASCII");
    }
    return new Part(Kind.LITERAL, text, text.length());
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static void requireWhole(List<Part> parts, String zone) {
    boolean month = count(parts, Kind.MONTH) + count(parts, Kind.MONTH_NAME) == 1;
    boolean zoned = count(parts, Kind.ZONE) + count(parts, Kind.ZONE_COLON) == 1;
    for (Kind kind : List.of(Kind.YEAR, Kind.DAY, Kind.HOUR, Kind.MINUTE, Kind.SECOND)) {
      if (count(parts, kind) != 1) {
        throw new IllegalArgumentException("needs " + kind.letters + " exactly once");
      }
    }
    if (!month || count(parts, Kind.FRACTION) > 1) {
      throw new IllegalArgumentException("needs MM or MMM exactly once and S at most once");
    }
    if (zoned == !zone.isEmpty()) {
      throw new IllegalArgumentException(
          zoned
              ? "has a zone already, so there must be no other"
              : "has no zone: add Z or XXX to it, or give a zone such as UTC or +02:00");
    }
  }

  private static long count(List<Part> parts, Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).count();
  }

  private static byte[] zoneBytes(String zone) {
    if (zone.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = (zone.equals("UTC") ? "Z" : zone).getBytes(StandardCharsets.UTF_8);
    byte[] probe = "2024-01-01T00:00:00".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = concatenated(probe, probe.length, bytes);
    if (Timestamps.parse(whole, 0, whole.length) == Timestamps.NONE) {
      throw new IllegalArgumentException("zone is not UTC or an offset such as +02:00: " + zone);
    }
    return bytes;
  }

  private static byte[] concatenated(byte[] head, int length, byte[] tail) {
    byte[] whole = new byte[length + tail.length];
    System.arraycopy(head, 0, whole, 0, length);
    System.arraycopy(tail, 0, whole, length, tail.length);
    return whole;
  }

  @Override
  public long micros(byte[] bytes, int from, int to) {
    byte[] text = new byte[BLANK.length + 6];
    System.arraycopy(BLANK, 0, text, 0, BLANK.length);
    System.arraycopy(zone, 0, text, BLANK.length, Math.min(zone.length, 6));
    int zoneLength = zone.length;
    int i = from;
    for (Part part : parts) {
      int length = part.length();
      if (part.kind() == Kind.ZONE || part.kind() == Kind.ZONE_COLON) {
        length = zoneLength(part.kind(), bytes, i, to);
        zoneLength = length;
      }
      if (length == 0 || i + length > to || !copy(part, bytes, i, length, text)) {
        return Timestamps.NONE;
      }
      i += length;
    }
    return i == to ? Timestamps.parse(text, 0, BLANK.length + zoneLength) : Timestamps.NONE;
  }

  private static int zoneLength(Kind kind, byte[] bytes, int at, int to) {
    if (at >= to) {
      return 0;
    }
    if (kind == Kind.ZONE) {
      return bytes[at] == 'Z' ? 0 : 5;
    }
    return bytes[at] == 'Z' ? 1 : at + 3 < to && bytes[at + 3] == ':' ? 6 : 0;
  }

  private static boolean copy(Part part, byte[] bytes, int at, int length, byte[] text) {
    switch (part.kind()) {
      case LITERAL -> {
        for (int i = 0; i < length; i++) {
          if (bytes[at + i] != part.literal().charAt(i)) {
            return false;
          }
        }
      }
      case MONTH_NAME -> {
        int month = month(bytes, at);
        text[Kind.MONTH.at] = (byte) ('0' + month / 10);
        text[Kind.MONTH.at + 1] = (byte) ('0' + month % 10);
      }
      case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, FRACTION -> {
        for (int i = 0; i < length; i++) {
          if (bytes[at + i] < '0' || bytes[at + i] > '9') {
            return false;
          }
        }
        System.arraycopy(bytes, at, text, part.kind().at, length);
      }
      case ZONE, ZONE_COLON -> System.arraycopy(bytes, at, text, part.kind().at, length);
    }
    return true;
  }

  /// 1 to 12, or 0, which is no month.
  private static int month(byte[] b, int at) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (b[at] == MONTHS.charAt(i)
          && b[at + 1] == MONTHS.charAt(i + 1)
          && b[at + 2] == MONTHS.charAt(i + 2)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }
}
