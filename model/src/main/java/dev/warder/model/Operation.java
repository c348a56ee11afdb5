package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// What can be called: method and route template, or a provider's action.
///
/// @param api host or service the operation belongs to
/// @param method upper-case HTTP method; [#ACTION] for a provider's action
/// @param template `/api/systems/{id}` with `{name}` for each parameter, or the action's name
public record Operation(String api, String method, String template) {

  /// Stands where an HTTP method would for actions known by name alone.
  public static final String ACTION = "ACTION";

  public Operation {
    requireNonNull(api, "api is null");
    requireNonNull(method, "method is null");
    requireNonNull(template, "template is null");
  }

  /// The name people and OCSF's `api.operation` use: `GET /api/systems/{id}` or
  /// `iam:CreateAccessKey`.
  public String name() {
    return method.equals(ACTION) ? template : method + " " + template;
  }
}
