package dev.warder.model;

/// What sort of software a client is, as far as it tells.
public enum ClientKind {
  UNKNOWN,
  BROWSER,
  /// A vendor's library or command line for one API (AWS SDK, Terraform provider).
  SDK,
  /// A general HTTP library in somebody's program (python-requests, Go-http-client).
  SCRIPT,
  /// A command line used by hand (curl, httpie, Postman).
  TOOL,
  /// Declares infrastructure and makes it so (Terraform, Pulumi, CloudFormation).
  PROVISIONER,
  /// A registered product that integrates (SCIM bridge, log puller).
  INTEGRATION,
  CRAWLER,
  /// Software whose main use is attack or security testing.
  ATTACK_TOOL,
  /// The provider's own service.
  SERVICE
}
