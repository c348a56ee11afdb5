/// Whom the signed tokens (JWT) of other issuers speak for: which issuers are trusted with what,
/// their public keys, and what a token says once it is verified. Knows no API key, no policy and no
/// connection.
@org.jspecify.annotations.NullMarked
package dev.warder.tokens;
