package dev.warder.model;

/// What an operation could do in the wrong hands, mildest first.
public enum RiskClass {
  UNKNOWN,
  /// Looks at one object.
  READ,
  /// Enumerates objects.
  LIST,
  /// Creates or changes ordinary objects.
  WRITE,
  DELETE,
  /// Takes data out in bulk, or shares it with somebody else.
  EXPORT,
  /// Changes who may do what, or how the platform watches itself.
  ADMIN,
  /// Reads or makes credentials and secrets.
  CREDENTIAL,
  /// Runs code or commands on other machines.
  EXECUTE;

  /// Whether using the operation for the first time is worth a remark.
  public boolean isPrivileged() {
    return this == EXPORT || this == ADMIN || this == CREDENTIAL || this == EXECUTE;
  }

  /// Whether the operation only looks.
  public boolean isDiscovery() {
    return this == READ || this == LIST;
  }
}
