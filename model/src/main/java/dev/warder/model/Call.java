package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// What was called, as the log tells it, before it is resolved to an [Operation].
///
/// Exactly one of three shapes: a named action of a provider ([#action] not empty), a request with
/// the route its framework reported ([#route] not empty), or a bare path to be templated.
///
/// @param api host for HTTP (`api.example.com`), service for a provider's action
///   (`iam.amazonaws.com`); never empty
/// @param method upper-case HTTP method, empty for an action
/// @param path path without query or fragment, normalised, starting with `/`; empty for an action
/// @param route `http.route` of the framework, empty if the log has none
/// @param action provider's action (`iam:CreateAccessKey`) or named operation (`systems_list`); may
///   stand beside method and path
public record Call(String api, String method, String path, String route, String action) {

  public Call {
    requireNonNull(api, "api is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(route, "route is null");
    requireNonNull(action, "action is null");
    if (api.isEmpty()) {
      throw new IllegalArgumentException("api is empty");
    }
  }
}
