package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.Grant;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/// Certificates of callers that the operator declares, and what they open.
///
/// @param name what the operator calls them
/// @param by what names the caller
/// @param within what the caller's name lies in: of a URI what it begins with, of a DN what it ends
///   with; empty for any DN
/// @param tenant whose they are
/// @param grant what they open
record DeclaredCertificates(String name, By by, String within, String tenant, Grant grant) {
  private static final int URI_KIND = 6;
  private static final int MOST = 512;

  /// What names a caller.
  enum By {
    /// The one URI among the alternative names, such as a SPIFFE id.
    URI,
    /// The subject, as RFC 2253 writes it.
    DN
  }

  DeclaredCertificates {
    requireNonNull(name, "name is null");
    requireNonNull(by, "by is null");
    requireNonNull(within, "within is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(grant, "grant is null");
    if (name.isEmpty() || tenant.isEmpty()) {
      throw new IllegalArgumentException("a name and a tenant are needed");
    }
    if (by == By.URI && !(within.contains("://") && within.endsWith("/"))) {
      throw new IllegalArgumentException(
          "what URIs lie within begins with a scheme and ends with /, as spiffe://example.org/");
    }
    if (by == By.DN) {
      var _ = dn(within);
    }
  }

  /// Who a certificate's caller is; empty if it is none of these.
  String subject(X509Certificate certificate) {
    String subject =
        switch (by) {
          case URI -> uri(certificate);
          case DN -> certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        };
    boolean isName =
        !subject.isEmpty()
            && subject.length() <= MOST
            && subject.codePoints().noneMatch(c -> Character.isISOControl(c));
    return isName && isWithin(subject) ? subject : "";
  }

  private boolean isWithin(String subject) {
    if (by == By.URI) {
      return subject.startsWith(within) && subject.length() > within.length();
    }
    try {
      return new LdapName(subject).startsWith(dn(within));
    } catch (InvalidNameException e) {
      return false;
    }
  }

  private static LdapName dn(String text) {
    try {
      return new LdapName(text);
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException("'" + text + "' is no DN such as OU=jobs,O=Example", e);
    }
  }

  /// The one URI that a certificate names; empty if there is none, or several.
  private static String uri(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      String found = "";
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (Integer.valueOf(URI_KIND).equals(name.getFirst())) {
          if (!found.isEmpty()) {
            return "";
          }
          found = String.valueOf(name.get(1));
        }
      }
      return found;
    } catch (CertificateParsingException e) {
      return "";
    }
  }
}
