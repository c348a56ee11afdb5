package dev.warder.enrich.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.model.ClientKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The products that Warder knows by name. Immutable; any thread may ask.
///
///     token              family      kind          role
///     terraform          Terraform   PROVISIONER   OWNER
///     terraform-*        Terraform   PROVISIONER   OWNER        names that start so
///     *.amazonaws.com    =           SERVICE       NAME         names that end so, family is the name
///     ~kali              Kali Linux  ATTACK_TOOL   MARKER       the word anywhere in the text
///     safari             Safari      BROWSER       NAME         version   (which carries the version)
final class KnownProducts {

  static final String RESOURCE = "products.tsv";

  private final Map<String, KnownProduct> byName = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();
  private final List<Pattern> fragments = new ArrayList<>();

  private KnownProducts() {}

  static KnownProducts standard() {
    try (InputStream in = KnownProducts.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is not in the jar");
      }
      KnownProducts products = new KnownProducts();
      new BufferedReader(new InputStreamReader(in, UTF_8))
          .lines()
          .filter(row -> !row.isBlank() && !row.startsWith("#"))
          .forEach(products::add);
      return products;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String row) {
    String[] fields = row.split("\t", -1);
    if (fields.length < 4 || fields.length > 5) {
      throw new IllegalStateException("not a product: " + row);
    }
    String token = fields[0];
    KnownProduct product =
        new KnownProduct(
            fields[1].equals("=") ? "" : fields[1],
            ClientKind.valueOf(fields[2]),
            ProductRole.valueOf(fields[3]),
            fields.length == 5 ? fields[4] : "");
    if (token.startsWith("~")) {
      fragments.add(new Pattern(token.substring(1), product));
    } else if (token.startsWith("*") || token.endsWith("*")) {
      patterns.add(new Pattern(token, product));
    } else if (byName.putIfAbsent(token, product) != null) {
      throw new IllegalStateException("product named twice: " + token);
    }
  }

  /// What is known of a product name, in any case; null if nothing.
  ///
  /// Of a name of several words (`Mobile Safari`) the last may be the product, and a marker may be
  /// any of them.
  @Nullable KnownProduct find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    KnownProduct known = byNameOrPattern(lower);
    int space = lower.lastIndexOf(' ');
    if (known != null || space < 0) {
      return known;
    }
    KnownProduct last = byNameOrPattern(lower.substring(space + 1));
    return last != null && last.role() != ProductRole.PLATFORM ? last : markerAmong(lower);
  }

  private @Nullable KnownProduct byNameOrPattern(String name) {
    KnownProduct known = byName.get(name);
    for (int i = 0; known == null && i < patterns.size(); i++) {
      Pattern pattern = patterns.get(i);
      known = pattern.matches(name) ? pattern.product : null;
    }
    return known;
  }

  private @Nullable KnownProduct markerAmong(String phrase) {
    for (int start = 0; start < phrase.length(); ) {
      int end = phrase.indexOf(' ', start);
      int stop = end < 0 ? phrase.length() : end;
      KnownProduct known = byNameOrPattern(phrase.substring(start, stop));
      if (known != null && known.role() == ProductRole.MARKER) {
        return known;
      }
      start = stop + 1;
    }
    return null;
  }

  /// The product whose word stands anywhere in the text, between characters that are no letters.
  @Nullable KnownProduct findFragment(String text) {
    for (Pattern fragment : fragments) {
      if (fragment.standsIn(text)) {
        return fragment.product;
      }
    }
    return null;
  }

  private record Pattern(String token, KnownProduct product) {

    boolean matches(String name) {
      return token.startsWith("*")
          ? name.endsWith(token.substring(1))
          : name.startsWith(token.substring(0, token.length() - 1));
    }

    boolean standsIn(String text) {
      for (int at = 0; at + token.length() <= text.length(); at++) {
        if (text.regionMatches(true, at, token, 0, token.length())
            && !isLetter(text, at - 1)
            && !isLetter(text, at + token.length())) {
          return true;
        }
      }
      return false;
    }

    private static boolean isLetter(String text, int index) {
      return index >= 0 && index < text.length() && Character.isLetter(text.charAt(index));
    }
  }
}
