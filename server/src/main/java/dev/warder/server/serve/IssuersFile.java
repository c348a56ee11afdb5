package dev.warder.server.serve;

import dev.warder.api.json.BodyException;
import dev.warder.api.json.JsonObject;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.scope.ScopeSets;
import dev.warder.policy.text.Parsed;
import dev.warder.tokens.Algorithm;
import dev.warder.tokens.Issuer;
import dev.warder.tokens.IssuerKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The file that says whose tokens and certificates are believed, and what they open.
///
/// Shape
/// `{"issuers":[{"issuer":"https://login.example.org/","audience":["api"],"keys":"https://…/jwks",
/// "algorithms":["ES256"],"subject":"sub","tenant_claim":"org","scope":["GET /**"]}],
/// "certificates":[{"name":"mesh","subject":"uri","within":"spiffe://example.org/","tenant":"acme",
/// "scope":["GET /**"]}]}`
///
/// Errors [IllegalArgumentException] with the place; what is not known is refused
final class IssuersFile {
  private static final int MOST = 64;
  private static final int TEXT = 512;
  private static final int LIST = 256;
  private static final String HTTPS = "https://";

  private IssuersFile() {}

  /// An issuer as the file has it.
  record Entry(
      String name,
      Set<String> audiences,
      Set<Algorithm> algorithms,
      String keys,
      String subject,
      String tenantClaim,
      String tenant,
      Grant grant) {
    Issuer issuer(IssuerKeys of) {
      return new Issuer(name, audiences, algorithms, of, subject, tenantClaim, tenant);
    }

    /// Whether its keys come over a network.
    boolean isRemote() {
      return keys.startsWith(HTTPS);
    }

    IssuerKeys.Source fetched(HttpClient client) {
      return new HttpsKeys(client, URI.create(keys));
    }

    IssuerKeys.Source inFile() {
      Path file = Path.of(keys);
      return () -> HttpsKeys.bounded(Files.newInputStream(file));
    }
  }

  /// Whoever the file names.
  ///
  /// @param issuers of signed tokens
  /// @param certificates that callers show
  record Named(List<Entry> issuers, List<DeclaredCertificates> certificates) {
    static final Named NOBODY = new Named(List.of(), List.of());

    Named {
      issuers = List.copyOf(issuers);
      certificates = List.copyOf(certificates);
    }
  }

  static Named read(byte[] json) {
    try {
      JsonObject file = JsonObject.read(json);
      List<Entry> entries = new ArrayList<>();
      for (JsonObject issuer : file.objects("issuers", MOST)) {
        entries.add(entry(issuer));
      }
      List<DeclaredCertificates> certificates = new ArrayList<>();
      for (JsonObject declared : file.objects("certificates", MOST)) {
        certificates.add(certificates(declared));
      }
      file.end();
      if (entries.isEmpty() && certificates.isEmpty()) {
        throw file.refused("issuers", "or certificates are needed, and must not be empty");
      }
      return new Named(entries, certificates);
    } catch (BodyException e) {
      throw new IllegalArgumentException(e.pointer() + ": " + e.getMessage(), e);
    }
  }

  private static Entry entry(JsonObject issuer) throws BodyException {
    Set<Algorithm> algorithms = new TreeSet<>();
    for (String name : issuer.texts("algorithms", LIST, TEXT)) {
      try {
        algorithms.add(Algorithm.of(name));
      } catch (IllegalArgumentException e) {
        throw issuer.refused("algorithms", String.valueOf(e.getMessage()));
      }
    }
    String keys = issuer.text("keys", TEXT);
    if (keys.contains("://") && !keys.startsWith(HTTPS)) {
      throw issuer.refused("keys", "must be a file, or an address that begins with https://");
    }
    String tenantClaim = issuer.text("tenant_claim", "", TEXT);
    String tenant = issuer.text("tenant", "", TEXT);
    if (tenantClaim.isEmpty() == tenant.isEmpty()) {
      throw issuer.refused("tenant", "or tenant_claim is needed, and not both");
    }
    Set<String> audiences = Set.copyOf(issuer.texts("audience", LIST, TEXT));
    if (audiences.isEmpty() || algorithms.isEmpty()) {
      throw issuer.refused(audiences.isEmpty() ? "audience" : "algorithms", "must not be empty");
    }
    Entry entry =
        new Entry(
            issuer.text("issuer", TEXT),
            audiences,
            algorithms,
            keys,
            issuer.text("subject", "sub", TEXT),
            tenantClaim,
            tenant,
            grant(issuer));
    issuer.end();
    return entry;
  }

  private static DeclaredCertificates certificates(JsonObject declared) throws BodyException {
    String by = declared.text("subject", TEXT);
    if (!by.equals("uri") && !by.equals("dn")) {
      throw declared.refused("subject", "must be uri or dn: what names the caller");
    }
    try {
      DeclaredCertificates entry =
          new DeclaredCertificates(
              declared.text("name", TEXT),
              by.equals("uri") ? DeclaredCertificates.By.URI : DeclaredCertificates.By.DN,
              declared.text("within", "", TEXT),
              declared.text("tenant", TEXT),
              grant(declared));
      declared.end();
      return entry;
    } catch (IllegalArgumentException e) {
      throw declared.refused("within", String.valueOf(e.getMessage()));
    }
  }

  /// What its tokens open, as of a key; all that they do is seen and nothing refused unless told.
  private static Grant grant(JsonObject issuer) throws BodyException {
    GrantText text =
        new GrantText(
            issuer.texts("scope", LIST, TEXT),
            issuer.texts("exempt", LIST, TEXT),
            issuer.texts("places", LIST, TEXT),
            issuer.texts("hours", LIST, TEXT),
            issuer.texts("limits", LIST, TEXT),
            issuer.texts("held", LIST, TEXT).stream()
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList(),
            issuer.text("mode", "observe", TEXT).toUpperCase(Locale.ROOT));
    return switch (text.parse(ScopeSets.NONE)) {
      case Parsed.Value<Grant>(Grant grant) -> grant;
      case Parsed.Problem<Grant>(int _, String message) -> throw issuer.refused("scope", message);
    };
  }
}
