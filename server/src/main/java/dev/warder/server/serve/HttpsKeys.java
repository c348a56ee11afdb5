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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gets the public keys of an issuer over HTTPS.
///
/// Bounds 256 KiB, 10 s to the last octet however it trickles; nothing that answers otherwise than
/// 200 is followed or believed
final class HttpsKeys implements IssuerKeys.Source {
  private static final int MOST = 256 << 10;
  private static final Duration TIME = Duration.ofSeconds(10);

  private final HttpClient client;
  private final URI uri;
  private final Duration most;

  HttpsKeys(HttpClient client, URI uri) {
    this(client, uri, TIME);
  }

  /// @param most how long an answer may take, to its last octet
  HttpsKeys(HttpClient client, URI uri, Duration most) {
    this.most = requireNonNull(most, "most is null");
    this.client = requireNonNull(client, "client is null");
    this.uri = requireNonNull(uri, "uri is null");
  }

  @Override
  public byte[] fetch() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(most).header("accept", "application/json").build();
    CompletableFuture<HttpResponse<byte[]>> answered =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST));
    try {
      HttpResponse<byte[]> response = answered.get(most.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(uri + " answers " + response.statusCode());
      }
      return response.body();
    } catch (TimeoutException e) {
      throw new IOException(uri + " has not answered whole after " + most.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(uri + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answered.cancel(true);
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
