package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// What software made a call.
///
/// @param family name without version (`python-requests`, `Terraform`), never empty
/// @param version leading version, empty if the agent tells none
/// @param kind what sort of software it is
/// @param userAgent the raw header, cut to [Activity#MAX_TEXT]; data, never to be printed raw
/// @param ja4 TLS client fingerprint, empty if the log has none
public record Client(String family, String version, ClientKind kind, String userAgent, String ja4) {

  public static final Client UNKNOWN = new Client("unknown", "", ClientKind.UNKNOWN, "", "");

  public Client {
    requireNonNull(family, "family is null");
    requireNonNull(version, "version is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(userAgent, "userAgent is null");
    requireNonNull(ja4, "ja4 is null");
    if (family.isEmpty()) {
      throw new IllegalArgumentException("family is empty");
    }
  }
}
