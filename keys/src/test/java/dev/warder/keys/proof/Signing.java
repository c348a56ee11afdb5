package dev.warder.keys.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A key's owner, who signs whatever a test asks for.
final class Signing {
  static final String KEY_ID = "key-7f";
  static final long NOW = 1_795_000_000;
  static final long NOW_MICROS = TimeUnit.SECONDS.toMicros(NOW);
  static final String COVERED = "(\"@method\" \"@authority\" \"@path\" \"@query\")";

  private final PrivateKey privateKey;
  private final ProofKey key;

  private Signing(PrivateKey privateKey, ProofKey key) {
    this.privateKey = privateKey;
    this.key = key;
  }

  static Signing fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      return new Signing(pair.getPrivate(), (ProofKey) ProofKey.read(raw));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  ProofKey key() {
    return key;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  static SignedMessage get(String target) {
    return new SignedMessage(
        "GET", Scheme.HTTPS, "api.example.com", target, List.of(), new Body.Absent());
  }

  static SignedMessage post(String content, String digest) {
    return new SignedMessage(
        "POST",
        Scheme.HTTPS,
        "api.example.com",
        "/things?a=b",
        List.of(new Field("Content-Digest", digest)),
        Body.Shown.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  static String parameters(String nonce) {
    return ";created=" + NOW + ";nonce=\"" + nonce + "\";keyid=\"" + KEY_ID + "\"";
  }

  static SignedMessage with(SignedMessage message, String name, String value) {
    List<Field> fields = new ArrayList<>(message.fields());
    fields.add(new Field(name, value));
    return with(message, fields);
  }

  static SignedMessage with(SignedMessage message, List<Field> fields) {
    return new SignedMessage(
        message.method(),
        message.scheme(),
        message.authority(),
        message.target(),
        fields,
        message.body());
  }

  /// The message with a right signature of what a list names.
  SignedMessage signed(SignedMessage message, String list, String parameters) {
    return signed(message, "warder", list, parameters);
  }

  SignedMessage signed(SignedMessage message, String label, String list, String parameters) {
    SignedMessage prepared = with(message, "Signature-Input", label + "=" + list + parameters);
    SignedMessage dummy = with(prepared, "Signature", label + "=:" + "A".repeat(86) + "==:");
    if (!(SignatureReader.read(dummy, "warder") instanceof Claimed claimed)) {
      return dummy;
    }
    if (!(SignatureBase.of(prepared, claimed.input()) instanceof SignatureBase.Built.Text base)) {
      return dummy;
    }
    return with(prepared, "Signature", label + "=:" + signature(base.bytes()) + ":");
  }

  String signature(byte[] base) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(privateKey);
      signer.update(base);
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static ReplayWindow window() {
    return ReplayWindow.open(ReplayWindow.Settings.standard(), ProofRules.standard(), 0);
  }

  static ProofVerifier verifier() {
    return new ProofVerifier(ProofRules.standard(), window());
  }

  Proof verify(SignedMessage message) {
    return verify(verifier(), message, NOW_MICROS);
  }

  Proof verify(ProofVerifier verifier, SignedMessage message, long nowMicros) {
    return switch (verifier.claim(message)) {
      case Refused refused -> refused;
      case Claimed claimed -> verifier.verify(claimed, KEY_ID, key, nowMicros);
    };
  }
}
