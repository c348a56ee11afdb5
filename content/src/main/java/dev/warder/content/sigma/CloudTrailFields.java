package dev.warder.content.sigma;

import com.google.re2j.Pattern;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of CloudTrail records that its reader keeps.
///
/// Source AWS CloudTrail record contents 1.11
final class CloudTrailFields {
  private static final String REQUEST = "requestParameters";
  private static final String ADDITIONAL = "additionalEventData.";
  private static final String LOGIN = "ConsoleLogin";
  private static final String FAILURE = "Failure";

  /// Versions of an API that the reader takes off the names of its events.
  private static final Pattern VERSION =
      Pattern.compile("(?:[0-9]{8}|[0-9]{4}_[0-9]{2}_[0-9]{2})(?:v[0-9]{1,3})?$");

  /// Ends of names under which the reader keeps nothing.
  private static final List<String> SECRET =
      List.of(
          "password",
          "token",
          "secretstring",
          "secretbinary",
          "secretaccesskey",
          "privatekey",
          "passphrase");

  private static final Map<String, LogField> FIELDS = new HashMap<>();

  static {
    add(
        LogField.one("eventName", activity -> event(activity.call().action()))
            .known((operation, action) -> LogSource.isMany(operation) ? null : event(action))
            .spelled(text -> VERSION.matcher(text).replaceFirst("")));
    add(
        LogField.one("eventSource", activity -> activity.call().api())
            .known((operation, action) -> LogSource.isMany(operation) ? null : operation.api()));
    add(LogField.one("errorCode", CloudTrailFields::error));
    add(LogField.one("userAgent", activity -> activity.client().userAgent()));
    add(LogField.one("sourceIPAddress", activity -> activity.source().address()));
    add(LogField.one("eventID", Activity::uid));
    add(LogField.one("recipientAccountId", Activity::tenant));
    for (String kept : List.of("awsRegion", "eventType", "readOnly", "vpcEndpointId")) {
      add(LogField.attribute(kept, kept));
    }
    add(LogField.attribute("userIdentity.type", "userIdentity.type"));
    add(LogField.attribute("userIdentity.invokedBy", "invokedBy"));
    add(LogField.attribute("userIdentity.sessionContext.attributes.mfaAuthenticated", "mfa"));
    add(LogField.one("userIdentity.arn", CloudTrailFields::arn));
    add(LogField.one("userIdentity.accessKeyId", CloudTrailFields::accessKey));
    add(LogField.one("userIdentity.userName", CloudTrailFields::userName));
    add(LogField.one("userIdentity.sessionContext.sessionIssuer.type", CloudTrailFields::issuer));
    add(LogField.one("responseElements.ConsoleLogin", CloudTrailFields::login));
    add(LogField.below(REQUEST, REQUEST + "."));
  }

  private CloudTrailFields() {}

  private static void add(LogField field) {
    FIELDS.put(field.name(), field);
  }

  static @Nullable LogField find(String name) {
    LogField field = FIELDS.get(name);
    if (field != null) {
      return field;
    }
    boolean additional = name.startsWith(ADDITIONAL) && name.indexOf('.', ADDITIONAL.length()) < 0;
    boolean request = name.startsWith(REQUEST + ".");
    return (additional || request) && !mayHoldSecret(name) ? LogField.attribute(name, name) : null;
  }

  private static boolean mayHoldSecret(String name) {
    for (String segment : name.toLowerCase(Locale.ROOT).split("\\.", -1)) {
      if (SECRET.stream().anyMatch(segment::endsWith)) {
        return true;
      }
    }
    return false;
  }

  /// `CreateUser` of `iam:CreateUser`.
  private static String event(String action) {
    return action.substring(action.indexOf(':') + 1);
  }

  /// The reader gives a console login that failed an error that the record does not have.
  private static String error(Activity activity) {
    String error = activity.outcome().error();
    return error.equals(FAILURE) && isLogin(activity) ? "" : error;
  }

  private static String login(Activity activity) {
    if (!isLogin(activity)) {
      return "";
    }
    return activity.outcome().succeeded() ? "Success" : FAILURE;
  }

  private static boolean isLogin(Activity activity) {
    return event(activity.call().action()).equals(LOGIN);
  }

  /// Of a role the session's, as the record has it.
  private static String arn(Activity activity) {
    Caller caller = activity.caller();
    String session = caller.credentialUid();
    String arn = session.startsWith("arn:") ? session : caller.principalUid();
    return arn.startsWith("arn:") ? arn : "";
  }

  /// Only roles issue sessions of that type.
  private static String issuer(Activity activity) {
    String type = activity.attributes().getOrDefault("userIdentity.type", "");
    return type.equals("AssumedRole") ? "Role" : "";
  }

  private static String accessKey(Activity activity) {
    String uid = activity.caller().credentialUid();
    return uid.startsWith("AKIA") || uid.startsWith("ASIA") ? uid : "";
  }

  /// Sessions of roles have a name only in their issuer.
  private static String userName(Activity activity) {
    String type = activity.attributes().getOrDefault("userIdentity.type", "");
    return type.equals("IAMUser") ? activity.caller().principalName() : "";
  }
}
