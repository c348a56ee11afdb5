package dev.warder.gateway.wire;

/// What a header is to the gate.
public enum Role {
  /// Travels as it is.
  PLAIN,
  /// Travels as it is, and is noted.
  USER_AGENT,
  HOST,
  CONTENT_LENGTH,
  TRANSFER_ENCODING,
  CONNECTION,
  UPGRADE,
  EXPECT,
  /// Concerns one connection and ends with it.
  HOP,
  /// Lists for whom proxies spoke.
  FORWARDED_FOR,
  /// Tells otherwise how a call came.
  FORWARDED,
  /// By which the gate tells the upstream who calls: ends here, whoever sent it.
  IDENTITY,
  /// Shows a credential where one is declared to be shown.
  CREDENTIAL,
  /// Asks for another method or path than the request line.
  OVERRIDE,
  /// Begins a proof of possession.
  SIGNATURE_INPUT;

  /// Whether a reader who takes it otherwise sees another message.
  boolean frames() {
    return switch (this) {
      case HOST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, UPGRADE, EXPECT -> true;
      case PLAIN,
          USER_AGENT,
          HOP,
          FORWARDED_FOR,
          FORWARDED,
          IDENTITY,
          CREDENTIAL,
          OVERRIDE,
          SIGNATURE_INPUT ->
          false;
    };
  }
}
