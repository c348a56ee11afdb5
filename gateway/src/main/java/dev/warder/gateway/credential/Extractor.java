package dev.warder.gateway.credential;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// One place where calls may show a credential.
///
/// Shape `bearer`, `basic` (the password), `basic:user` (the user's name), `header:x-api-key`,
/// `query:api_key`; of signed tokens `jwt` (as bearer), `jwt:x-token`; `certificate` (with which
/// TLS began)
///
/// @param kind how it stands there
/// @param name of the header, in lower case, or of the query parameter
public record Extractor(Kind kind, String name) {
  static final String AUTHORIZATION = "authorization";

  public Extractor {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
  }

  /// How a credential stands in its place.
  public enum Kind {
    BEARER,
    BASIC_PASSWORD,
    BASIC_USER,
    HEADER,
    QUERY,
    /// A signed token after `Bearer`.
    TOKEN,
    /// A signed token that fills a header.
    TOKEN_HEADER,
    /// A certificate with which TLS began.
    CERTIFICATE
  }

  /// The place that a text spells.
  ///
  /// Errors [IllegalArgumentException] on a text that spells none
  public static Extractor of(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String name = colon < 0 ? "" : text.substring(colon + 1);
    return switch (kind) {
      case "bearer" -> named(text, name, "", Kind.BEARER, AUTHORIZATION);
      case "basic" ->
          name.equals("user")
              ? new Extractor(Kind.BASIC_USER, AUTHORIZATION)
              : named(text, name, "", Kind.BASIC_PASSWORD, AUTHORIZATION);
      case "jwt" ->
          name.isEmpty()
              ? new Extractor(Kind.TOKEN, AUTHORIZATION)
              : new Extractor(Kind.TOKEN_HEADER, checked(text, name).toLowerCase(Locale.ROOT));
      case "certificate" -> named(text, name, "", Kind.CERTIFICATE, "");
      case "header" -> new Extractor(Kind.HEADER, checked(text, name).toLowerCase(Locale.ROOT));
      case "query" -> new Extractor(Kind.QUERY, checked(text, name));
      default -> throw unreadable(text);
    };
  }

  /// Whether signed tokens stand there.
  public boolean isOfTokens() {
    return kind == Kind.TOKEN || kind == Kind.TOKEN_HEADER;
  }

  /// Whether it stands in a header.
  public boolean isHeader() {
    return kind != Kind.QUERY && kind != Kind.CERTIFICATE;
  }

  private static Extractor named(String text, String name, String wanted, Kind kind, String place) {
    if (!name.equals(wanted)) {
      throw unreadable(text);
    }
    return new Extractor(kind, place);
  }

  private static String checked(String text, String name) {
    boolean plain =
        !name.isEmpty()
            && name.length() <= 64
            && name.chars()
                .allMatch(c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
    if (!plain) {
      throw unreadable(text);
    }
    return name;
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no place of a credential: write bearer, basic, basic:user, header:NAME,"
            + " query:NAME, jwt or jwt:NAME");
  }
}
