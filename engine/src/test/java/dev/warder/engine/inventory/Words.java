package dev.warder.engine.inventory;

import java.util.List;

/// Words for tests: made up ones, and ones that APIs are made of.
final class Words {
  private static final List<String> KNOWN =
      List.of("user", "group", "system", "order", "report", "command", "device", "policy", "event");

  private Words() {}

  /// A word without digits that no API uses, different for every number.
  static String word(int n) {
    StringBuilder word = new StringBuilder("q");
    for (int rest = n + 1; rest > 0; rest /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20));
    }
    return word.append("oxa").toString();
  }

  /// A word made of known ones, different for every number below 6,561.
  static String known(int n) {
    StringBuilder word = new StringBuilder();
    int rest = n;
    for (int i = 0; i < 4; i++) {
      word.append(i == 0 ? "" : "-").append(KNOWN.get(rest % KNOWN.size()));
      rest /= KNOWN.size();
    }
    return word.toString();
  }
}
