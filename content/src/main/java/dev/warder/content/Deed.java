package dev.warder.content;

import dev.warder.model.RiskClass;

/// What an operation does, before it is asked to what: told by the HTTP method, or by the verb in
/// its name.
enum Deed {
  UNKNOWN(RiskClass.UNKNOWN),
  READ(RiskClass.READ),
  LIST(RiskClass.LIST),
  WRITE(RiskClass.WRITE),
  DELETE(RiskClass.DELETE);

  private final RiskClass plainClass;

  Deed(RiskClass plainClass) {
    this.plainClass = plainClass;
  }

  /// The class of an operation about which nothing else is known.
  RiskClass plainClass() {
    return plainClass;
  }
}
