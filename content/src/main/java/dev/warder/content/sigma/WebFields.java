package dev.warder.content.sigma;

import dev.warder.model.Activity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of access logs that their readers keep: paths without queries, no referers, no
/// cookies.
///
/// Source Sigma specification 2.1, appendix "Taxonomy", web server and proxy; W3C extended log file
/// format
final class WebFields {
  /// What only a query, or another part of a URL that is not kept, could hold.
  private static final String NOT_IN_PATHS = "?=&#: \"";

  /// Path, method, client, user and host of a request.
  static final LogField ANYWHERE =
      new LogField(
          "keywords",
          (activity, test) ->
              test.test(activity.call().path())
                  || test.test(activity.call().method())
                  || test.test(activity.client().userAgent())
                  || test.test(activity.caller().principalName())
                  || test.test(activity.call().api()),
          LogField.Early.UNKNOWN,
          "?=&",
          text -> text);

  private static final Map<String, LogField> FIELDS = new HashMap<>();

  static {
    LogField method =
        LogField.one("cs-method", activity -> activity.call().method())
            .known((operation, action) -> LogSource.isMany(operation) ? null : operation.method());
    add(method, "cs-method");
    LogField path = LogField.one("c-uri", activity -> activity.call().path()).without(NOT_IN_PATHS);
    add(path, "c-uri", "cs-uri", "cs-uri-stem", "c-uri-stem");
    add(LogField.one("c-uri-extension", WebFields::extension), "c-uri-extension");
    add(LogField.one("cs-host", WebFields::host), "cs-host", "r-dns");
    LogField agent = LogField.one("c-useragent", activity -> activity.client().userAgent());
    add(agent, "c-useragent", "cs-user-agent", "c-user-agent");
    LogField address = LogField.one("c-ip", activity -> activity.source().address());
    add(address, "c-ip", "src_ip");
    add(LogField.one("cs-username", activity -> activity.caller().principalName()), "cs-username");
    add(
        LogField.one(
            "sc-status",
            activity -> {
              int status = activity.outcome().status();
              return status > 0 ? Integer.toString(status) : "";
            }),
        "sc-status");
    add(LogField.number("sc-bytes", Activity::responseBytes), "sc-bytes");
    add(LogField.number("cs-bytes", Activity::requestBytes), "cs-bytes");
  }

  private WebFields() {}

  private static void add(LogField field, String... names) {
    List.of(names).forEach(name -> FIELDS.put(name, field));
  }

  static @Nullable LogField find(String name) {
    return FIELDS.get(name);
  }

  /// `exe` of `/a/b.exe`.
  private static String extension(Activity activity) {
    String path = activity.call().path();
    String last = path.substring(path.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? "" : last.substring(dot + 1);
  }

  /// Readers call a host that the log does not tell by the protocol.
  private static String host(Activity activity) {
    String api = activity.call().api();
    return api.equals("http") ? "" : api;
  }
}
