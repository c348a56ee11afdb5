package dev.warder.gateway.credential;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Finds the credential of a call in the places declared for it, and takes it out. One object looks
/// at one call after another; confined to one thread.
///
/// Guarantees a call that shows two values, in one place or in several, shows none unless the
/// declared order is to decide; a place that occurs twice decides nothing in any case. What was
/// found at a declared place is not passed on, unless that was chosen, whichever of them counted
public final class Credentials {
  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";
  private static final String WITHIN_NAMES = "!#$%&'*+-.^_`|~";

  private final Rules rules;
  private final List<Extractor> places;
  private final QueryScan query;

  private String found = "";
  private int rank;
  private int values;
  private boolean isAmbiguous;
  private Asked.Form form = Asked.Form.KEY;

  public Credentials(Rules rules) {
    this.rules = requireNonNull(rules, "rules is null");
    places = rules.places();
    query = new QueryScan(places);
  }

  /// What a gate does about credentials.
  ///
  /// @param places where they may stand, the first counts most
  /// @param several what becomes of a call that shows more than one
  /// @param secret whether the upstream sees them
  public record Rules(List<Extractor> places, Several several, Secrets secret) {
    public Rules {
      places = List.copyOf(places);
      requireNonNull(several, "several is null");
      requireNonNull(secret, "secret is null");
    }

    /// The headers among the places.
    public List<String> headers() {
      return places.stream().filter(Extractor::isHeader).map(Extractor::name).distinct().toList();
    }
  }

  /// What becomes of a call that shows more than one credential.
  public enum Several {
    /// It shows none.
    REFUSE,
    /// That of the place which is declared first counts.
    FIRST
  }

  /// Whether the upstream sees credentials.
  public enum Secrets {
    STRIP,
    PASS
  }

  /// Looks at a call; lets what is not to be passed on end here.
  ///
  /// @param showsCertificate whether its caller showed a certificate when TLS began
  /// @return the credential; empty if there is none, none that counts, or it is that certificate
  public String take(RequestHead head, boolean showsCertificate) {
    found = "";
    rank = Integer.MAX_VALUE;
    values = 0;
    isAmbiguous = false;
    form = Asked.Form.KEY;
    FieldLines fields = head.fields();
    for (int i = 0; i < fields.count(); i++) {
      if (fields.role(i) == Role.CREDENTIAL) {
        line(fields, i);
      }
    }
    if (query.isWanted()) {
      query.read(head, this::note);
    }
    if (showsCertificate) {
      certificate();
    }
    if (isAmbiguous || (values > 1 && rules.several() == Several.REFUSE)) {
      form = form == Asked.Form.CERTIFICATE ? Asked.Form.KEY : form;
      return "";
    }
    return found;
  }

  private void certificate() {
    for (int place = 0; place < places.size(); place++) {
      if (places.get(place).kind() == Extractor.Kind.CERTIFICATE) {
        note(place, "");
        return;
      }
    }
  }

  /// What was found, going by its form.
  public Asked.Form form() {
    return form;
  }

  /// Writes the target less what was found in its query.
  public QueryScan query() {
    return query;
  }

  /// Whether the query has to be written anew.
  public boolean isQueryChanged() {
    return rules.secret() == Secrets.STRIP && query.found() > 0;
  }

  private void line(FieldLines fields, int line) {
    for (int place = 0; place < places.size(); place++) {
      Extractor extractor = places.get(place);
      if (!extractor.isHeader() || !fields.isNamed(line, extractor.name().replace('_', '-'))) {
        continue;
      }
      String value = fields.value(line);
      if (fits(extractor, value) && isTokenPlace(line, fields, value) == extractor.isOfTokens()) {
        note(place, read(extractor, value));
        if (rules.secret() == Secrets.STRIP) {
          fields.drop(line);
        }
        return;
      }
    }
  }

  /// Whether a line shows a signed token where one may stand: a key in the same header is none.
  private boolean isTokenPlace(int line, FieldLines fields, String value) {
    for (int i = 0; i < places.size(); i++) {
      Extractor place = places.get(i);
      if (place.isOfTokens()
          && fields.isNamed(line, place.name().replace('_', '-'))
          && fits(place, value)) {
        return TokenForm.fits(read(place, value));
      }
    }
    return false;
  }

  private static boolean fits(Extractor extractor, String value) {
    return switch (extractor.kind()) {
      case BEARER, TOKEN -> isOfScheme(value, BEARER);
      case BASIC_PASSWORD, BASIC_USER -> isOfScheme(value, BASIC);
      case HEADER, TOKEN_HEADER -> true;
      case QUERY, CERTIFICATE -> false;
    };
  }

  /// Whether a value names a scheme and shows something, however the two are parted: what no reader
  /// takes for a longer name (a tab, a colon) others may take for a blank.
  private static boolean isOfScheme(String value, String scheme) {
    return value.length() > scheme.length()
        && value.regionMatches(true, 0, scheme, 0, scheme.length())
        && !isOfName(value.charAt(scheme.length()));
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || WITHIN_NAMES.indexOf(c) >= 0;
  }

  private static String read(Extractor extractor, String value) {
    return switch (extractor.kind()) {
      case BEARER, TOKEN -> value.substring(BEARER.length()).strip();
      case BASIC_PASSWORD -> basic(value, Extractor.Kind.BASIC_PASSWORD);
      case BASIC_USER -> basic(value, Extractor.Kind.BASIC_USER);
      case HEADER, QUERY, TOKEN_HEADER, CERTIFICATE -> value;
    };
  }

  /// One half of `user:password`; empty if the value is none.
  private static String basic(String value, Extractor.Kind half) {
    String pair;
    try {
      byte[] octets = Base64.getDecoder().decode(value.substring(BASIC.length()).strip());
      pair = new String(octets, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return "";
    }
    return half == Extractor.Kind.BASIC_USER ? pair.substring(0, colon) : pair.substring(colon + 1);
  }

  private void note(int place, String value) {
    values++;
    if (place == rank) {
      isAmbiguous = true;
    } else if (place < rank) {
      isAmbiguous = false;
      rank = place;
      found = value;
      form =
          switch (places.get(place).kind()) {
            case TOKEN, TOKEN_HEADER -> Asked.Form.TOKEN;
            case CERTIFICATE -> Asked.Form.CERTIFICATE;
            case BEARER, BASIC_PASSWORD, BASIC_USER, HEADER, QUERY -> Asked.Form.KEY;
          };
    }
  }
}
