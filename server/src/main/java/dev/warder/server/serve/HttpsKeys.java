package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.tokens.IssuerKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Gets the public keys of an issuer over HTTPS.
///
/// Bounds 256 KiB, 10 s; nothing that answers otherwise than 200 is followed or believed
final class HttpsKeys implements IssuerKeys.Source {
  private static final int MOST = 256 << 10;
  private static final Duration TIME = Duration.ofSeconds(10);

  private final HttpClient client;
  private final URI uri;

  HttpsKeys(HttpClient client, URI uri) {
    this.client = requireNonNull(client, "client is null");
    this.uri = requireNonNull(uri, "uri is null");
  }

  @Override
  public byte[] fetch() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(TIME).header("accept", "application/json").build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException(uri + " answers " + response.statusCode());
        }
        return bounded(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// All that a stream has, if it is no more than a set of keys can be; closes it.
  static byte[] bounded(InputStream in) throws IOException {
    try (in) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IOException("more than " + MOST + " bytes");
      }
      return bytes;
    }
  }
}
