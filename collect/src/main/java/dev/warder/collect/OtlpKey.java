package dev.warder.collect;

/// Attributes that tell of a request, by the name of their meaning; older names of the same meaning
/// stand behind the one that is current.
///
/// Source OpenTelemetry semantic conventions 1.27 (HTTP, RPC, GraphQL, user) and the HTTP
/// conventions before 1.20; `app.…`, `api_key.…` and `tenant.id` are our own
enum OtlpKey {
  METHOD("http.request.method"),
  METHOD_ORIGINAL("http.request.method_original"),
  OLD_METHOD("http.method"),
  PATH("url.path"),
  QUERY("url.query"),
  FULL("url.full"),
  OLD_URL("http.url"),
  OLD_TARGET("http.target"),
  ROUTE("http.route"),
  STATUS("http.response.status_code"),
  OLD_STATUS("http.status_code"),
  CLIENT("client.address"),
  OLD_CLIENT("http.client_ip"),
  PEER("network.peer.address"),
  OLD_PEER("net.sock.peer.addr"),
  OLDER_PEER("net.peer.ip"),
  SERVER("server.address"),
  OLD_HOST("net.host.name"),
  OLDER_HOST("http.host"),
  SERVER_NAME("http.server_name"),
  AGENT("user_agent.original"),
  OLD_AGENT("http.user_agent"),
  REQUEST_SIZE("http.request.body.size"),
  OLD_REQUEST_SIZE("http.request_content_length"),
  RESPONSE_SIZE("http.response.body.size"),
  OLD_RESPONSE_SIZE("http.response_content_length"),
  USER("user.id"),
  OLD_USER("enduser.id"),
  USER_NAME("user.name"),
  TENANT("tenant.id"),
  OWN_TENANT("app.tenant.id"),
  KEY_ID("app.api_key.id"),
  PLAIN_KEY_ID("api_key.id"),
  KEY_HASH("app.api_key.hash"),
  PLAIN_KEY_HASH("api_key.hash"),
  AUTHORIZATION("http.request.header.authorization"),
  KEY_HEADER("http.request.header.x-api-key"),
  OLD_KEY_HEADER("http.request.header.x_api_key"),
  REQUEST_ID("http.request.header.x-request-id"),
  OLD_REQUEST_ID("http.request.header.x_request_id"),
  RPC_SYSTEM("rpc.system"),
  RPC_SYSTEM_NAME("rpc.system.name"),
  RPC_SERVICE("rpc.service"),
  RPC_METHOD("rpc.method"),
  GRPC_STATUS("rpc.grpc.status_code"),
  RPC_STATUS("rpc.response.status_code"),
  GRAPHQL_NAME("graphql.operation.name"),
  GRAPHQL_KIND("graphql.operation.type"),
  ERROR("error.type"),
  SERVICE("service.name"),
  ENVIRONMENT("deployment.environment.name");

  final String label;

  OtlpKey(String label) {
    this.label = label;
  }
}
