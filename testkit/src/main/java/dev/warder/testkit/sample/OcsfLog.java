package dev.warder.testkit.sample;

/// Tells calls as OCSF API Activity, one JSON object per line.
///
/// Source OCSF 1.5 API Activity (6003)
final class OcsfLog {
  private OcsfLog() {}

  static String line(ApiCall call) {
    Tenant tenant = call.key().tenant();
    Route route = call.route();
    boolean creates =
        route == Route.API_KEY_CREATE
            || route == Route.COMMAND_CREATE
            || route == Route.USER_CREATE;
    JsonText json = new JsonText().open().put("class_uid", 6003);
    if (creates) {
      json.put("activity_id", 1);
    }
    json.put("time", call.timeMillis())
        .open("metadata")
        .put("uid", call.uid())
        .put("tenant_uid", tenant.uid())
        .close()
        .open("actor")
        .open("user")
        .put("uid", call.key().ownerUid())
        .close()
        .open("session")
        .put("credential_uid", call.key().uid())
        .close()
        .close()
        .open("src_endpoint")
        .put("ip", call.address().text())
        .close();
    request(call, json);
    json.open("http_response")
        .put("code", call.status())
        .put("length", call.responseBytes())
        .put("latency", call.latencyMillis())
        .close();
    if (route != null && tenant.host().reports == Tenant.Reports.OPERATION) {
      json.open("api").put("operation", route.operation);
      if (creates) {
        json.open("response").put("code", call.status()).close();
      }
      json.close();
    }
    if (creates && route != null && call.succeeded()) {
      boolean key = !call.mintedKey().isEmpty();
      json.openList("resources")
          .open()
          .put("type", key ? "api_key" : route.resourceType)
          .put("uid", key ? call.mintedKey() : call.subject())
          .close()
          .closeList();
    }
    if (tenant.host().reports == Tenant.Reports.TLS) {
      json.open("tls").put("ja4", call.client().ja4()).close();
    }
    return json.close().line();
  }

  private static void request(ApiCall call, JsonText json) {
    json.open("http_request")
        .put("http_method", call.method())
        .open("url")
        .put("hostname", call.key().tenant().host().name)
        .put("path", call.path());
    if (!call.query().isEmpty()) {
      json.put("query_string", call.query());
    }
    json.close()
        .put("user_agent", call.client().userAgent())
        .put("length", call.requestBytes())
        .close();
  }
}
