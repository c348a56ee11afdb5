package dev.warder.model;

/// What sort of credential a call carried.
public enum CredentialKind {
  /// The call carried none that the log shows.
  NONE,
  /// A long-lived API key or access key.
  API_KEY,
  /// A short-lived session of a role or token service.
  SESSION,
  /// A short-lived session that belongs to a machine (instance profile, pod identity): it is born
  /// on one network and has no business on another.
  WORKLOAD_SESSION,
  /// A person at a console or in a browser.
  CONSOLE,
  /// The log names no credential: the principal stands for it.
  PRINCIPAL,
  /// The provider itself, acting for somebody.
  SERVICE
}
