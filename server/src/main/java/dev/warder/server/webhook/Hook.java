package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.warder.server.live.IncidentChange;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Who is sent what becomes of incidents.
///
/// @param name what the configuration calls it: small letters, digits, dashes
/// @param url where it is sent; what stands behind its host may be a secret and is never shown
/// @param secretFile what messages are signed with
/// @param events what it is told of
/// @param authorities certificates in PEM of those who are trusted to say who the receiver is;
///   empty for those that this machine believes
/// @param reach which addresses it may be at
public record Hook(
    String name,
    URI url,
    Path secretFile,
    Set<IncidentChange.Kind> events,
    Optional<Path> authorities,
    Reach reach) {
  public Hook {
    requireNonNull(name, "name is null");
    requireNonNull(url, "url is null");
    requireNonNull(secretFile, "secretFile is null");
    events = Set.copyOf(events);
    requireNonNull(authorities, "authorities is null");
    requireNonNull(reach, "reach is null");
  }

  /// Which addresses a receiver may be at.
  public enum Reach {
    /// Of the internet alone.
    PUBLIC,
    /// Of private networks and this machine, too.
    PRIVATE
  }

  boolean isSecure() {
    return "https".equals(url.getScheme());
  }

  /// The host as it is spelled, without brackets.
  String host() {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    int usual = isSecure() ? 443 : 80;
    return url.getPort() < 0 ? usual : url.getPort();
  }

  /// For people: what it is called and the host that it is at.
  @Override
  public String toString() {
    return name + " at " + url.getHost();
  }
}
