package dev.warder.collect;

import dev.warder.model.Outcome;
import java.util.Locale;
import java.util.regex.Pattern;

/// How AWS spells actions, resources, roles and errors.
///
/// Source AWS CloudTrail record contents; IAM identifiers (ARNs)
final class AwsNames {
  private static final String DOMAIN = ".amazonaws.com";

  /// `20150331`, `20150331v2`, `2020_05_31`.
  private static final Pattern VERSION =
      Pattern.compile("(?:[0-9]{8}|[0-9]{4}_[0-9]{2}_[0-9]{2})(?:v[0-9]{1,3})?$");

  private static final String ASSUMED_ROLE = ":assumed-role/";

  private AwsNames() {}

  /// `iam:CreateAccessKey` of `iam.amazonaws.com` and `CreateAccessKey`; the event's own name where
  /// the source is no AWS service. API dates and versions go: `CreateFunction20150331v2`.
  static String action(String eventSource, String eventName) {
    if (!eventSource.endsWith(DOMAIN)) {
      return eventName;
    }
    String service = eventSource.substring(0, eventSource.length() - DOMAIN.length());
    return service + ":" + withoutVersion(eventName);
  }

  private static String withoutVersion(String name) {
    boolean versioned = !name.isEmpty() && Character.digit(name.charAt(name.length() - 1), 10) >= 0;
    return versioned ? VERSION.matcher(name).replaceFirst("") : name;
  }

  static boolean isAssumedRole(String arn) {
    return arn.startsWith("arn:") && arn.contains(ASSUMED_ROLE);
  }

  /// Whether the session is named after an EC2 instance, as instance profiles do.
  static boolean isInstanceSession(String arn) {
    String session = arn.substring(arn.lastIndexOf('/') + 1);
    if (!session.startsWith("i-") || session.length() < 10 || session.length() > 19) {
      return false;
    }
    for (int i = 2; i < session.length(); i++) {
      if (Character.digit(session.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /// `arn:aws:iam::1:role/r` of `arn:aws:sts::1:assumed-role/r/session`; a path in the role's name
  /// is not in the session's and stays lost.
  static String roleOf(String sessionArn) {
    int at = sessionArn.indexOf(ASSUMED_ROLE);
    if (at < 0) {
      return "";
    }
    int from = at + ASSUMED_ROLE.length();
    int slash = sessionArn.indexOf('/', from);
    String role = sessionArn.substring(from, slash < 0 ? sessionArn.length() : slash);
    return sessionArn.substring(0, at).replace(":sts:", ":iam:") + ":role/" + role;
  }

  /// The name by which a resource is called in other calls too: ARNs lose all but it, and the
  /// random end of a secret's ARN goes.
  static String resource(String nameOrArn) {
    if (!nameOrArn.startsWith("arn:")) {
      return nameOrArn;
    }
    String[] parts = nameOrArn.split(":", 6);
    if (parts.length < 6) {
      return nameOrArn;
    }
    String rest = parts[5];
    return switch (parts[2]) {
      case "secretsmanager" -> withoutRandomEnd(after(rest, "secret:"));
      case "ssm" -> parameter(rest);
      case "s3" -> rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
      case "lambda" -> component(after(rest, "function:"));
      case "logs" -> component(after(rest, "log-group:"));
      default -> rest.substring(Math.max(rest.lastIndexOf('/'), rest.lastIndexOf(':')) + 1);
    };
  }

  private static String withoutRandomEnd(String secret) {
    int dash = secret.length() - 7;
    return dash > 0 && secret.charAt(dash) == '-' ? secret.substring(0, dash) : secret;
  }

  private static String parameter(String rest) {
    String name = after(rest, "parameter/");
    return rest.startsWith("parameter/") && name.contains("/")
        ? "/" + name
        : name.substring(name.lastIndexOf('/') + 1);
  }

  private static String after(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String component(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /// How a call ended that did not succeed.
  static Outcome failure(String error) {
    String lower = error.toLowerCase(Locale.ROOT);
    Outcome.Result result;
    if (lower.contains("accessdenied")
        || lower.contains("unauthorized")
        || lower.contains("notauthorized")
        || lower.contains("forbidden")
        || lower.contains("authfailure")
        || lower.contains("invalidclienttokenid")
        || lower.contains("signaturedoesnotmatch")
        || lower.contains("failed authentication")) {
      result = Outcome.Result.DENIED;
    } else if (lower.contains("notfound") || lower.contains("nosuch")) {
      result = Outcome.Result.NOT_FOUND;
    } else if (lower.contains("throttl")
        || lower.contains("requestlimitexceeded")
        || lower.contains("toomanyrequests")
        || lower.contains("slowdown")) {
      result = Outcome.Result.THROTTLED;
    } else {
      result = Outcome.Result.FAILED;
    }
    return new Outcome(result, 0, error);
  }
}
