package dev.warder.content.sigma;

import dev.warder.content.YamlNode;
import dev.warder.model.Activity;
import dev.warder.model.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Logs that rules may be about, as far as Warder reads them.
///
/// Source Sigma specification 2.1, appendix "Taxonomy"
enum LogSource {
  CLOUDTRAIL {
    @Override
    boolean covers(String api, boolean named) {
      return named && (api.endsWith(".amazonaws.com") || api.endsWith(".amazonaws.com.cn"));
    }

    @Override
    @Nullable LogField find(String name) {
      return CloudTrailFields.find(name);
    }
  },
  OKTA {
    @Override
    boolean covers(String api, boolean named) {
      return named && api.equals("okta");
    }

    @Override
    @Nullable LogField find(String name) {
      return AuditFields.okta(name);
    }
  },
  GITHUB {
    @Override
    boolean covers(String api, boolean named) {
      return named && api.equals("github");
    }

    @Override
    @Nullable LogField find(String name) {
      return AuditFields.github(name);
    }
  },
  WEB {
    @Override
    boolean covers(String api, boolean named) {
      return !named;
    }

    @Override
    @Nullable LogField find(String name) {
      return WebFields.find(name);
    }
  };

  private static final Map<String, LogSource> BY_NAME =
      Map.of(
          "//webserver", WEB,
          "//proxy", WEB,
          "aws/cloudtrail/", CLOUDTRAIL,
          "okta/okta/", OKTA,
          "github/audit/", GITHUB);

  /// What the inventory calls everything beyond its bounds.
  private static final String OTHER = "(other)";

  /// The log a rule is about, or null if Warder does not read it.
  static @Nullable LogSource of(String product, String service, String category) {
    return BY_NAME.get(product + "/" + service + "/" + category);
  }

  /// Whether a call's record comes from such a log.
  ///
  /// @param named whether the call is known by the name of an action alone
  abstract boolean covers(String api, boolean named);

  /// A field of the log, or null if readers do not keep it.
  abstract @Nullable LogField find(String name);

  LogField field(String name, YamlNode at) {
    LogField field = find(name);
    if (field == null) {
      throw new Refusal(LeftOut.Kind.FIELD_NOT_KEPT, at, name);
    }
    return field;
  }

  /// All that is kept of a record, for rules that look for words anywhere.
  LogField keywords() {
    return this == WEB ? WebFields.ANYWHERE : AuditFields.ANYWHERE;
  }

  boolean covers(Operation operation) {
    boolean named = operation.method().equals(Operation.ACTION);
    return operation.api().equals(OTHER) || covers(operation.api(), named);
  }

  boolean covers(Activity activity) {
    return covers(activity.call().api(), activity.call().method().isEmpty());
  }

  /// Whether an operation stands for many, so that it tells no field of any.
  static boolean isMany(Operation operation) {
    return operation.api().equals(OTHER)
        || operation.method().equals(OTHER)
        || operation.template().equals(OTHER);
  }
}
