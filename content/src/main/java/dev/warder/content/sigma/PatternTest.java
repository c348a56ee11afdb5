package dev.warder.content.sigma;

import com.google.re2j.Pattern;
import java.util.function.Predicate;

/// A regular expression that is found somewhere in a value. Values without a text that every match
/// must hold are turned down before the expression is asked, which costs a hundred times as much.
///
/// Bounds linear in the value
final class PatternTest implements Predicate<String> {
  private static final String LITERALS = ":/_-,;=@#%&'\"<> ";

  private final Pattern pattern;
  private final String required;

  PatternTest(String expression, int flags) {
    this.pattern = Pattern.compile(expression, flags);
    this.required = flags == 0 ? required(expression) : "";
  }

  @Override
  public boolean test(String value) {
    return value.contains(required) && pattern.matcher(value).find();
  }

  /// The longest text that stands in every match, empty if that is not plain to see: expressions
  /// with choices, groups, classes or escapes tell none.
  static String required(String expression) {
    String longest = "";
    StringBuilder run = new StringBuilder();
    for (int i = 0; i <= expression.length(); i++) {
      char c = i < expression.length() ? expression.charAt(i) : '$';
      if (isLiteral(c)) {
        run.append(c);
        continue;
      }
      if ("|()[]\\".indexOf(c) >= 0) {
        return "";
      }
      if ("?*{".indexOf(c) >= 0 && !run.isEmpty()) {
        run.setLength(run.length() - 1);
      }
      longest = run.length() > longest.length() ? run.toString() : longest;
      run.setLength(0);
      if (c == '{') {
        i = Math.max(i, expression.indexOf('}', i));
      }
    }
    return longest;
  }

  private static boolean isLiteral(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || LITERALS.indexOf(c) >= 0;
  }
}
