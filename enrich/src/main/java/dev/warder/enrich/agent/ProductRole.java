package dev.warder.enrich.agent;

/// How much a product says about who is calling; of several products in a user agent the one with
/// the weightiest role names the client, of equal ones the first.
enum ProductRole {
  /// What the client runs on or is like (`Mozilla`, `Linux`, `Python`); names it only if nothing
  /// else does.
  PLATFORM,
  /// An ordinary product, known or not.
  NAME,
  /// Names the client even after its libraries (`aws-sdk-go/1.44 ... Terraform/1.1`).
  OWNER,
  /// Names the client wherever it stands, even in a comment (`(compatible; Googlebot/2.1)`).
  MARKER
}
