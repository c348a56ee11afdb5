package dev.warder.content.sigma;

import dev.warder.model.Activity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The fields of other providers' audit logs that their readers keep.
final class AuditFields {
  /// What of Okta's debug data holds no secret, so that its reader keeps it.
  private static final Set<String> DEBUG_DATA =
      Set.of(
          "requesturi",
          "behaviors",
          "risk",
          "threatsuspected",
          "threatdetections",
          "privilegegranted",
          "privilegerevoked",
          "granttype",
          "requestedscopes",
          "grantedscopes",
          "changedattributes",
          "factor",
          "loginresult",
          "promptingpolicytypes",
          "suspiciousactivityeventtype");

  private static final String DEBUG = "debugContext.debugData.";
  private static final String TARGET = "target.";

  /// Everything kept of an event.
  static final LogField ANYWHERE =
      new LogField("keywords", AuditFields::anywhere, LogField.Early.UNKNOWN, "", text -> text);

  private AuditFields() {}

  /// Rules and exporters disagree on the case of the names.
  ///
  /// Source Okta System Log API, LogEvent
  static @Nullable LogField okta(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    return switch (folded) {
      case "eventtype" -> action(name);
      case "uuid" -> LogField.one(name, Activity::uid);
      case "actor.id" -> LogField.one(name, activity -> activity.caller().principalUid());
      case "actor.alternateid" -> LogField.one(name, activity -> activity.caller().principalName());
      case "client.ipaddress" -> LogField.one(name, activity -> activity.source().address());
      case "client.useragent.rawuseragent" ->
          LogField.one(name, activity -> activity.client().userAgent());
      case "actor.type" -> LogField.attribute(name, "actor.type");
      case "legacyeventtype" -> LogField.attribute(name, "legacyEventType");
      case "outcome.reason" -> LogField.attribute(name, "outcome.reason");
      case "transaction.type" -> LogField.attribute(name, "transaction.type");
      case "client.zone" -> LogField.attribute(name, "client.zone");
      case "securitycontext.isproxy" -> LogField.attribute(name, "securityContext.isProxy");
      default -> oktaList(name, folded);
    };
  }

  private static @Nullable LogField oktaList(String name, String folded) {
    if (name.startsWith(TARGET)) {
      return LogField.attribute(name, name);
    }
    String data = folded.startsWith(DEBUG.toLowerCase(Locale.ROOT)) ? data(name) : "";
    return DEBUG_DATA.contains(data.toLowerCase(Locale.ROOT))
        ? LogField.attribute(name, "debugData." + data)
        : null;
  }

  private static String data(String name) {
    return name.substring(DEBUG.length());
  }

  /// Source GitHub audit log events
  static @Nullable LogField github(String name) {
    return switch (name) {
      case "action" -> action(name);
      case "actor" -> LogField.one(name, activity -> activity.caller().principalName());
      case "actor_ip" -> LogField.one(name, activity -> activity.source().address());
      case "user_agent" -> LogField.one(name, activity -> activity.client().userAgent());
      case "_document_id" -> LogField.one(name, Activity::uid);
      case "org", "repo", "user", "business", "visibility", "operation_type" ->
          LogField.attribute(name, name);
      default -> null;
    };
  }

  /// The provider's own name of an event, which readers put behind the provider's.
  private static LogField action(String name) {
    return LogField.one(name, activity -> event(activity.call().action()))
        .known((operation, action) -> LogSource.isMany(operation) ? null : event(action));
  }

  private static String event(String action) {
    return action.substring(action.indexOf(':') + 1);
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
