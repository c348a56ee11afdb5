package dev.warder.content.sigma;

import dev.warder.model.Activity;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The fields of other providers' audit logs that their readers keep.
final class AuditFields {
  private static final LogField.Early ACTION =
      (operation, action) -> LogSource.isMany(operation) ? null : action;

  /// Everything kept of an event.
  static final LogField ANYWHERE =
      new LogField("keywords", AuditFields::anywhere, LogField.Early.UNKNOWN, "", text -> text);

  private AuditFields() {}

  /// Source Okta System Log API, LogEvent
  static @Nullable LogField okta(String name) {
    return switch (name) {
      case "eventType", "eventtype" -> action(name);
      default -> null;
    };
  }

  /// Source GitHub audit log events
  static @Nullable LogField github(String name) {
    return name.equals("action") ? action(name) : null;
  }

  private static LogField action(String name) {
    return LogField.one(name, activity -> activity.call().action()).known(ACTION);
  }

  private static boolean anywhere(Activity activity, Predicate<String> test) {
    List<String> own =
        List.of(
            activity.call().action(),
            activity.call().api(),
            activity.outcome().error(),
            activity.client().userAgent(),
            activity.source().address(),
            activity.caller().principalUid(),
            activity.caller().principalName());
    for (String value : own) {
      if (test.test(value)) {
        return true;
      }
    }
    for (Map.Entry<String, String> attribute : activity.attributes().entrySet()) {
      if (test.test(attribute.getValue())) {
        return true;
      }
    }
    return false;
  }
}
