package dev.warder.keys.proof;

import dev.warder.keys.proof.Member.InnerList;
import java.util.List;

/// What a signature says that it covers, and how it was made.
///
/// @param list as it was parsed; written out again it is the last line of what is signed
/// @param expiresSeconds [Long#MAX_VALUE] if it does not say
/// @param algorithm empty if it does not say
record SignatureInput(
    InnerList list,
    List<Component> components,
    long createdSeconds,
    long expiresSeconds,
    String nonce,
    String keyId,
    String algorithm) {
  /// Whether what a name stands for is covered, by itself or by something that holds it.
  boolean covers(String name) {
    for (Component component : components) {
      if (component.implies(name)) {
        return true;
      }
    }
    return false;
  }
}
