package dev.warder.keys.proof;

/// A well-formed signature that nobody verified yet.
public final class Claimed implements Claim {
  private final SignedMessage message;
  private final SignatureInput input;
  private final byte[] signature;

  Claimed(SignedMessage message, SignatureInput input, byte[] signature) {
    this.message = message;
    this.input = input;
    this.signature = signature;
  }

  /// The id of the key that is said to have signed: 1 to 128 printable ASCII characters, chosen by
  /// whoever sent the message.
  public String keyId() {
    return input.keyId();
  }

  SignedMessage message() {
    return message;
  }

  SignatureInput input() {
    return input;
  }

  byte[] signature() {
    return signature;
  }
}
