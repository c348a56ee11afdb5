package dev.warder.content;

/// A name pattern in which `*` stands for any run of characters. Case of ASCII letters is ignored.
///
/// Bounds time is at most pattern length times text length
record Glob(String pattern) {

  boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && same(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean same(char a, char b) {
    return a == b || (a < 128 && b < 128 && Character.toLowerCase(a) == Character.toLowerCase(b));
  }
}
