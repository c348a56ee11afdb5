package dev.warder.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Signs requests with a bound key: HTTP Message Signatures (RFC 9421) with Ed25519.
///
/// One file, nothing but the JDK (21 or newer): copy it into your software. Safe for any number of
/// threads.
///
///     WarderSigner signer = new WarderSigner(keyId, WarderSigner.privateKey(Path.of("key.pem")));
///     HttpRequest request = HttpRequest.newBuilder(uri).header("Content-Type", "text/csv").build();
///     client.send(signer.sign(request, "POST", content), BodyHandlers.ofString());
///
/// Sign just before sending: a signature is taken for a minute, and once. To try again, sign again.
/// A redirect needs a signature of its own, so let the client follow none.
public final class WarderSigner {
  private static final int NONCE_BYTES = 16;

  private final String keyId;
  private final PrivateKey key;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public WarderSigner(String keyId, PrivateKey key) {
    this(keyId, key, InstantSource.system());
  }

  WarderSigner(String keyId, PrivateKey key, InstantSource clock) {
    this.keyId = keyId;
    this.key = key;
    this.clock = clock;
  }

  /// A private key as `openssl genpkey -algorithm ed25519` writes it.
  public static PrivateKey privateKey(Path pem) throws IOException, GeneralSecurityException {
    String text =
        Files.readString(pem)
            .replace("-----BEGIN PRIVATE KEY-----", "")
            .replace("-----END PRIVATE KEY-----", "");
    byte[] encoded = Base64.getMimeDecoder().decode(text);
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /// A request with its signature, ready to be sent once.
  ///
  /// @param request where to, and with which header fields
  /// @param content what is sent; empty for none
  public HttpRequest sign(HttpRequest request, String method, byte[] content)
      throws GeneralSecurityException {
    BodyPublisher body =
        content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content);
    HttpRequest.Builder signed =
        HttpRequest.newBuilder(request, (name, value) -> true).method(method, body);
    List<String> fields = fields(method, request.uri(), content);
    for (int i = 0; i < fields.size(); i += 2) {
      signed.setHeader(fields.get(i), fields.get(i + 1));
    }
    return signed.build();
  }

  /// The header fields that prove who sends, by turns name and value, for other clients.
  public List<String> fields(String method, URI uri, byte[] content)
      throws GeneralSecurityException {
    List<String> fields = new ArrayList<>();
    String covered = "\"@method\" \"@authority\" \"@path\" \"@query\"";
    StringBuilder base = new StringBuilder();
    line(base, "@method", method);
    line(base, "@authority", authority(uri));
    line(base, "@path", path(uri));
    line(base, "@query", "?" + (uri.getRawQuery() == null ? "" : uri.getRawQuery()));
    if (content.length > 0) {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
      String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sum) + ":";
      covered += " \"content-digest\"";
      line(base, "content-digest", digest);
      fields.addAll(List.of("Content-Digest", digest));
    }
    String parameters =
        "(%s);created=%d;nonce=\"%s\";keyid=\"%s\";alg=\"ed25519\";tag=\"warder\""
            .formatted(covered, clock.instant().getEpochSecond(), nonce(), keyId);
    base.append("\"@signature-params\": ").append(parameters);

    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(key);
    signer.update(base.toString().getBytes(StandardCharsets.US_ASCII));
    String signature = Base64.getEncoder().encodeToString(signer.sign());
    fields.addAll(List.of("Signature-Input", "warder=" + parameters));
    fields.addAll(List.of("Signature", "warder=:" + signature + ":"));
    return fields;
  }

  private static void line(StringBuilder base, String name, String value) {
    base.append('"').append(name).append("\": ").append(value).append('\n');
  }

  /// Host in lower case, and the port unless the scheme says it already.
  private static String authority(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return uri.getPort() < 0 || uri.getPort() == usual ? host : host + ":" + uri.getPort();
  }

  private static String path(URI uri) {
    return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Sends one signed request: `java WarderSigner.java KEY.pem KEY-ID METHOD URL [CONTENT-FILE]`.
  /// The reply's content goes to standard output, its status to standard error; exits with 1 unless
  /// the status is 2xx.
  public static void main(String[] args) throws Exception {
    if (args.length < 4 || args.length > 5) {
      System.err.println("usage: WarderSigner KEY.pem KEY-ID METHOD URL [CONTENT-FILE]");
      System.exit(2);
    }
    byte[] content = args.length == 5 ? Files.readAllBytes(Path.of(args[4])) : new byte[0];
    WarderSigner signer = new WarderSigner(args[1], privateKey(Path.of(args[0])));
    HttpRequest request =
        signer.sign(HttpRequest.newBuilder(URI.create(args[3])).build(), args[2], content);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> reply = client.send(request, BodyHandlers.ofByteArray());
      System.out.write(reply.body());
      System.out.flush();
      System.err.println(reply.statusCode());
      System.exit(reply.statusCode() / 100 == 2 ? 0 : 1);
    }
  }
}
