package dev.warder.keys.proof;

/// Why a signature proves nothing. Names are stable codes; the advice is for the people who write
/// the caller's software, and holds nothing of what they sent.
public enum Refusal {
  UNSIGNED("sign the request: it carries no signature with this tag or label"),
  AMBIGUOUS("send one signature with this tag, not several"),
  TOO_LARGE("send fewer or shorter header fields"),
  MALFORMED_MESSAGE("send a plain method, a host, and a target that begins with a slash"),
  MALFORMED_INPUT("write Signature-Input as RFC 9421 §4.1 has it, each label and parameter once"),
  MALFORMED_SIGNATURE(
      "write Signature as RFC 9421 §4.2 has it: under the label of Signature-Input, 64 bytes in"
          + " base64 between colons"),
  MISSING_PARAMETER("send the parameters created, nonce and keyid"),
  MALFORMED_PARAMETER(
      "send created and expires as whole seconds, expires not before created; a nonce of 16 to 128"
          + " characters; the key's id as keyid"),
  UNKNOWN_PARAMETER("send no parameters but created, expires, nonce, keyid, alg and tag"),
  WRONG_ALGORITHM("sign with ed25519, or leave alg out"),
  WRONG_KEY_ID("send as keyid the id of the key that signs"),
  UNSUPPORTED_COMPONENT(
      "cover derived components of requests and whole header fields in lower case, without"
          + " parameters but for the name of @query-param"),
  DUPLICATE_COMPONENT("cover each component once"),
  NOT_COVERED("cover this component, too"),
  MISSING_COMPONENT("cover only what the request has, and query parameters that it has once"),
  MALFORMED_COMPONENT("cover only fields of printable ASCII on one line"),
  TOO_OLD("sign each request anew just before it is sent, and set the clock right"),
  TOO_EARLY("set the clock right: the signature was created in the future"),
  EXPIRED("send the request before its signature expires"),
  WRONG_SIGNATURE("sign exactly what is sent, with the key whose public half is registered"),
  MALFORMED_DIGEST("send Content-Digest as RFC 9530 has it, with sha-256 or sha-512"),
  WRONG_DIGEST("compute Content-Digest over the content exactly as it is sent"),
  REPLAYED("use a new random nonce for each request"),
  NOT_REMEMBERED(
      "sign anew in a few seconds: what was signed before or around the start cannot be told from"
          + " a replay"),
  WINDOW_FULL("try again: more signed requests come than can be remembered"),
  KEY_CROWDS("send fewer signed requests with this key: it takes more than its share");

  private final String advice;

  Refusal(String advice) {
    this.advice = advice;
  }

  /// What to do about it, as a clause in the imperative.
  public String advice() {
    return advice;
  }

  /// Whether the signature holds all the same: nobody but the key's owner gets that far.
  public boolean isOfRightSignature() {
    return switch (this) {
      case REPLAYED, NOT_REMEMBERED, WINDOW_FULL, KEY_CROWDS -> true;
      default -> false;
    };
  }

  /// Whether it is known only once the signature was checked, which is what costs.
  public boolean isDear() {
    return switch (this) {
      case WRONG_SIGNATURE, MALFORMED_DIGEST, WRONG_DIGEST -> true;
      default -> false;
    };
  }
}
