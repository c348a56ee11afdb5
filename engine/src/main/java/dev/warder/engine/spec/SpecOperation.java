package dev.warder.engine.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// An operation that a description declares.
///
/// @param method upper case
/// @param templates full templates, base path included, one per base path of the servers
/// @param deprecated whether callers are told to leave it
/// @param auth what it asks of callers
/// @param keyInQuery whether a key in the query is a declared way
/// @param parameters of path, query and body
public record SpecOperation(
    String method,
    List<String> templates,
    boolean deprecated,
    Auth auth,
    boolean keyInQuery,
    List<SpecParameter> parameters) {

  /// What an operation asks of callers.
  public enum Auth {
    /// The description does not say.
    UNKNOWN,
    NONE,
    OPTIONAL,
    REQUIRED
  }

  public SpecOperation {
    requireNonNull(method, "method is null");
    requireNonNull(auth, "auth is null");
    templates = List.copyOf(templates);
    parameters = List.copyOf(parameters);
    if (templates.isEmpty()) {
      throw new IllegalArgumentException("an operation needs a template");
    }
  }

  /// `GET /users/{id}`.
  public String name() {
    return method + " " + templates.getFirst();
  }
}
