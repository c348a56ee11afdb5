package dev.warder.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// A private key and the certificates that say whose it is, the key's own first.
///
/// Guarantees the first certificate is the key's
record Identity(PrivateKey key, List<X509Certificate> chain) {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final byte[] PROBE = "warder".getBytes(StandardCharsets.US_ASCII);

  Identity {
    chain = List.copyOf(chain);
  }

  /// Reads both.
  ///
  /// @throws GeneralSecurityException if they are no PEM, or do not belong together
  static Identity read(CertificateFiles files) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain;
    try (InputStream in = Files.newInputStream(files.certificate())) {
      chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(Identity::x509)
              .toList();
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate in the file");
    }
    PublicKey shown = chain.getFirst().getPublicKey();
    PrivateKey key = key(Files.readString(files.key(), StandardCharsets.US_ASCII), shown);
    if (!isPair(key, shown)) {
      throw new GeneralSecurityException("the key is another certificate's");
    }
    return new Identity(key, chain);
  }

  private static X509Certificate x509(Certificate certificate) {
    if (certificate instanceof X509Certificate x509) {
      return x509;
    }
    throw new IllegalStateException("an X.509 factory made something else");
  }

  private static PrivateKey key(String pem, PublicKey shown) throws GeneralSecurityException {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new GeneralSecurityException("there is no PKCS #8 key without a password in the file");
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the key is no Base64", e);
    }
    return KeyFactory.getInstance(shown.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /// Whether what one signs the other verifies.
  private static boolean isPair(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (shown.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> shown.getAlgorithm();
            });
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
