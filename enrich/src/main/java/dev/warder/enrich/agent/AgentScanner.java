package dev.warder.enrich.agent;

import dev.warder.enrich.agent.Product.Place;
import java.util.ArrayList;
import java.util.List;

/// Cuts one user agent into the products it names. Single-threaded, for one text.
///
///     [S3Console/0.4, aws-internal/3 (linux; amd64)]  ->  S3Console 0.4, aws-internal 3,
///                                                         linux and amd64 in a comment
///     GitHub CLI 2.40.1                               ->  GitHub CLI 2.40.1
///     Orgdir_PowerShell.2.17.0                        ->  Orgdir_PowerShell 2.17.0
///
/// Words that are no clean name (an address, a script, a zero-width space) name nothing and end the
/// phrase before them.
///
/// - Bounds: one pass; at most [#MAX_PRODUCTS] products of [#MAX_PHRASE_WORDS] words each
/// - Errors: never throws on input
final class AgentScanner {

  static final int MAX_PRODUCTS = 64;
  static final int MAX_PHRASE_WORDS = 4;

  private final String text;
  private final List<Product> products = new ArrayList<>();
  private final StringBuilder phrase = new StringBuilder();
  private int phraseWords;
  private int depth;

  private AgentScanner(String text) {
    this.text = text;
  }

  static List<Product> scan(String text) {
    AgentScanner scanner = new AgentScanner(text);
    scanner.run();
    return scanner.products;
  }

  private void run() {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean gap = character <= ' ';
      if (gap || isBreak(character)) {
        word(start, i);
        start = i + 1;
        if (!gap) {
          endPhrase("");
        }
        depth += character == '(' ? 1 : 0;
        depth -= character == ')' && depth > 0 ? 1 : 0;
      }
    }
    word(start, text.length());
    endPhrase("");
  }

  private static boolean isBreak(char character) {
    return switch (character) {
      case '(', ')', '[', ']', ',', ';', '"', '{', '}' -> true;
      default -> false;
    };
  }

  private void word(int from, int to) {
    if (from >= to) {
      return;
    }
    String word = text.substring(from, to);
    int slash = word.indexOf('/');
    if (slash >= 0) {
      product(word, slash);
      return;
    }
    String version = Versions.leading(word);
    int end = version.isEmpty() ? Versions.trailingStart(word) : 0;
    if (!version.isEmpty()) {
      endPhrase(version);
    } else if (end > 0) {
      product(word, end);
    } else {
      addToPhrase(word);
    }
  }

  private void product(String word, int nameEnd) {
    if (addToPhrase(word.substring(0, nameEnd))) {
      endPhrase(Versions.leading(word.substring(nameEnd + 1)));
    }
  }

  /// Adds a clean name; anything else ends the phrase and gives false.
  private boolean addToPhrase(String name) {
    if (!isName(name)) {
      endPhrase("");
      return false;
    }
    if (phraseWords == MAX_PHRASE_WORDS) {
      endPhrase("");
    }
    phrase.append(phraseWords == 0 ? "" : " ").append(name);
    phraseWords++;
    return true;
  }

  private void endPhrase(String version) {
    if (phraseWords > 0 && products.size() < MAX_PRODUCTS) {
      Place place = depth > 0 ? Place.COMMENT : Place.OPEN;
      products.add(new Product(phrase.toString(), version, place));
    }
    phrase.setLength(0);
    phraseWords = 0;
  }

  private static boolean isName(String word) {
    if (word.isEmpty() || !isLetter(word.charAt(0))) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      char character = word.charAt(i);
      boolean digit = character >= '0' && character <= '9';
      if (!digit && !isLetter(character) && "._-+".indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char character) {
    int upper = character & ~0x20;
    return character < 128 && upper >= 'A' && upper <= 'Z';
  }
}
