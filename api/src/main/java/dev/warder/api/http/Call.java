package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A request that has arrived whole. Immutable; header names are lower case.
public final class Call {
  private static final byte[] NOTHING = {};

  private final String method;
  private final String path;
  private final Map<String, String> parameters;
  private final Map<String, String> query;
  private final String rawQuery;
  private final Headers headers;
  private final byte[] body;
  private final String peer;
  private final Caller caller;

  private Call(
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, String> query,
      String rawQuery,
      Headers headers,
      byte[] body,
      String peer,
      Caller caller) {
    this.method = requireNonNull(method, "method is null");
    this.path = requireNonNull(path, "path is null");
    this.parameters = parameters;
    this.query = query;
    this.rawQuery = rawQuery;
    this.headers = headers;
    this.body = body;
    this.peer = peer;
    this.caller = caller;
  }

  /// A request without its body, by nobody in particular.
  ///
  /// @param peer address of whoever is connected, without port
  public static Call of(
      String method,
      String path,
      Map<String, String> parameters,
      String rawQuery,
      Map<String, String> query,
      Headers headers,
      String peer) {
    return new Call(
        method, path, parameters, query, rawQuery, headers, NOTHING, peer, Caller.NOBODY);
  }

  /// The same with its body.
  ///
  /// @param bytes not copied, not to be changed any more
  public Call withBody(byte[] bytes) {
    return new Call(method, path, parameters, query, rawQuery, headers, bytes, peer, caller);
  }

  /// The same by somebody who was recognised.
  public Call by(Caller recognised) {
    return new Call(method, path, parameters, query, rawQuery, headers, body, peer, recognised);
  }

  public String method() {
    return method;
  }

  /// As it was sent, without query.
  public String path() {
    return path;
  }

  /// What a name of the route's template stands for.
  public String parameter(String name) {
    return requireNonNull(parameters.get(name), "no such name in the template");
  }

  /// A parameter of the query, empty if it is not given.
  public String query(String name) {
    return query.getOrDefault(name, "");
  }

  /// The query as it was sent, without `?`; empty if there is none.
  public String rawQuery() {
    return rawQuery;
  }

  /// Refuses parameters of the query that the route does not know.
  public void allowQuery(Set<String> known) throws ProblemException {
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        throw new ProblemException(
            ProblemCode.INVALID_PARAMETER,
            known.isEmpty()
                ? "This route takes no query."
                : "Unknown query parameter; known are "
                    + String.join(", ", known.stream().sorted().toList())
                    + ".");
      }
    }
  }

  /// The one value of a header, empty if there is none.
  ///
  /// @throws ProblemException if it is given more than once
  public String header(String name) throws ProblemException {
    List<String> values = headers.all(name);
    if (values.size() > 1) {
      throw new ProblemException(
          ProblemCode.INVALID_REQUEST, "The header " + name + " is given more than once.");
    }
    return values.isEmpty() ? "" : values.getFirst();
  }

  /// All values of a header.
  public List<String> headers(String name) {
    return headers.all(name);
  }

  /// The headers as they came.
  public Headers headers() {
    return headers;
  }

  /// The bytes themselves, not to be changed.
  public byte[] body() {
    return body;
  }

  /// Address of whoever is connected, without port.
  public String peer() {
    return peer;
  }

  public Caller caller() {
    return caller;
  }

  /// Headers of a request.
  public interface Headers {
    /// All values under a lower-case name, in order.
    List<String> all(String name);

    /// All lines, in order.
    List<Map.Entry<String, String>> lines();
  }
}
