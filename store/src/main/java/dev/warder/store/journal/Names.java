package dev.warder.store.journal;

import java.nio.file.Path;
import java.util.List;

/// What files of a journal are called.
final class Names {
  static final String HEAD = "head";
  static final String ANCHOR = "anchor";
  static final String LOCK = "lock";
  static final String RESERVE = "reserve";
  static final String SIGNING_KEY = "signing-key";
  static final String PUBLIC_KEY = "signing-key.pub";
  static final String MASTER_KEY = "master-key";
  static final String TENANT_KEYS = "tenant-keys";
  static final String PART = ".part";

  private static final String SEGMENT = ".segment";
  private static final String INDEX = ".index";
  private static final int DIGITS = 12;

  private Names() {}

  static String segment(long sequence) {
    return digits(sequence) + SEGMENT;
  }

  static Path segment(Path folder, long sequence) {
    return folder.resolve(segment(sequence));
  }

  static Path index(Path folder, long sequence) {
    return folder.resolve(digits(sequence) + INDEX);
  }

  /// Numbers of the segments among file names, in order.
  static List<Long> segments(List<String> names) {
    return names.stream()
        .filter(name -> name.length() == DIGITS + SEGMENT.length() && name.endsWith(SEGMENT))
        .map(name -> name.substring(0, DIGITS))
        .filter(digits -> digits.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(Long::parseLong)
        .sorted()
        .toList();
  }

  private static String digits(long sequence) {
    String digits = Long.toString(sequence);
    return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
  }
}
