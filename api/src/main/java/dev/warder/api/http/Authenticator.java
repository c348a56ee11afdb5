package dev.warder.api.http;

/// Recognises who asks. Today by a credential of Warder's own; people with second factors come
/// behind the same seam.
///
/// Guarantees never waits; called on the event loop for routes that are answered there
@FunctionalInterface
public interface Authenticator {
  /// Recognises the caller and whether the route is open to it.
  ///
  /// @param call what is asked; its [Call#caller] is not known yet
  /// @param route what it goes to
  /// @throws ProblemException with 401, 403 or 429 if it is not
  Caller authenticate(Call call, Route route) throws ProblemException;
}
