package dev.warder.enrich.agent;

import dev.warder.enrich.agent.Product.Place;
import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what software a user agent speaks of. Any thread may use it.
///
///     APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (...) aws-sdk-go/1.44  ->  Terraform 1.1.2, PROVISIONER
///     psa-bridge/1.7.0                                             ->  psa-bridge 1.7.0, INTEGRATION
///     <script>alert(1)</script>                                    ->  unrecognized, UNKNOWN
///
/// Does not guarantee that the caller is that software: a user agent is whatever the caller says.
///
/// - Bounds: family at most 256 characters, version 32, fingerprint 64; time linear in the text
/// - Errors: never throws on input
public final class UserAgents {

  static final String UNRECOGNIZED = "unrecognized";

  private static final int MAX_FAMILY = 256;
  private static final int MAX_JA4 = 64;

  private final KnownProducts known;

  private UserAgents(KnownProducts known) {
    this.known = known;
  }

  /// Reads the table of products that ships with Warder.
  public static UserAgents standard() {
    return new UserAgents(KnownProducts.standard());
  }

  /// What software made a call, as far as it tells.
  ///
  /// @param userAgent the header's value, empty if none
  /// @param ja4 TLS client fingerprint, empty if none
  public Client client(String userAgent, String ja4) {
    String text = cut(userAgent, Activity.MAX_TEXT);
    Choice choice = choice(text);
    return new Client(
        cut(choice.family, MAX_FAMILY), choice.version, choice.kind, text, cut(ja4, MAX_JA4));
  }

  private Choice choice(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.equals("-") || stripped.equalsIgnoreCase("unknown")) {
      return new Choice(Client.UNKNOWN.family(), "", ClientKind.UNKNOWN);
    }
    KnownProduct fragment = known.findFragment(stripped);
    if (fragment != null) {
      return new Choice(fragment.family(), "", fragment.kind());
    }
    return weightiest(AgentScanner.scan(stripped));
  }

  private Choice weightiest(List<Product> products) {
    Product best = null;
    KnownProduct bestKnown = null;
    ProductRole bestRole = null;
    for (Product product : products) {
      KnownProduct found = known.find(product.name());
      ProductRole role = found == null ? ProductRole.NAME : found.role();
      if (counts(product, found) && (bestRole == null || role.compareTo(bestRole) > 0)) {
        best = product;
        bestKnown = found;
        bestRole = role;
      }
    }
    if (best == null) {
      return new Choice(UNRECOGNIZED, "", ClientKind.UNKNOWN);
    }
    return bestKnown == null ? unknown(best) : known(best, bestKnown, products);
  }

  private static boolean counts(Product product, @Nullable KnownProduct found) {
    if (found == null) {
      return product.place() == Place.OPEN && !isIdentifier(product);
    }
    return product.place() == Place.OPEN || found.role() == ProductRole.MARKER;
  }

  /// A bare word that is mostly digits (`f47ac10b-58cc-4372`) would be a new family at each call.
  private static boolean isIdentifier(Product product) {
    long digits = product.name().chars().filter(Character::isDigit).count();
    return product.version().isEmpty() && digits * 2 > product.name().length();
  }

  private static Choice unknown(Product product) {
    boolean versioned = !product.version().isEmpty();
    return new Choice(
        product.name(), product.version(), versioned ? ClientKind.INTEGRATION : ClientKind.UNKNOWN);
  }

  private static Choice known(Product product, KnownProduct known, List<Product> products) {
    String family = known.family().isEmpty() ? product.name() : known.family();
    String version = product.version();
    for (Product other : products) {
      if (other.name().equalsIgnoreCase(known.versionFrom())) {
        version = other.version();
      }
    }
    return new Choice(family, version, known.kind());
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private record Choice(String family, String version, ClientKind kind) {}
}
