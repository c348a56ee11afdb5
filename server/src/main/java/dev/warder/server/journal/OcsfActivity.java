package dev.warder.server.journal;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import dev.warder.model.Times;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// An activity as OCSF, in the form that `warder analyze` reads back.
///
/// Does not guarantee that everything comes back: values of parameters are never kept, `time` and
/// latency have milliseconds, and attributes of other formats have no place in OCSF Source OCSF 1.5
/// API Activity (6003)
final class OcsfActivity {
  private static final int API_ACTIVITY = 6003;
  private static final int CREATE = 1;
  private static final int READ = 2;
  private static final int UPDATE = 3;
  private static final int DELETE = 4;
  private static final int OTHER = 99;
  private static final String DOMAIN = ".amazonaws.com";

  private OcsfActivity() {}

  static void write(JsonGenerator json, long number, Activity activity) {
    int id = activityId(activity);
    json.writeStartObject();
    json.writeNumberProperty("class_uid", API_ACTIVITY);
    json.writeNumberProperty("category_uid", 6);
    json.writeNumberProperty("activity_id", id);
    json.writeNumberProperty("type_uid", API_ACTIVITY * 100L + id);
    json.writeNumberProperty("severity_id", 1);
    json.writeNumberProperty("time", Math.floorDiv(activity.timeMicros(), 1_000L));
    json.writeStringProperty("time_dt", Times.instant(activity.timeMicros()).toString());
    metadata(json, activity);
    actor(json, activity.caller());
    source(json, activity.source());
    request(json, activity);
    response(json, activity);
    api(json, activity.call(), activity.outcome());
    if (!activity.client().ja4().isEmpty()) {
      json.writeObjectPropertyStart("tls");
      json.writeStringProperty("ja4", activity.client().ja4());
      json.writeEndObject();
    }
    resources(json, activity);
    json.writeObjectPropertyStart("unmapped");
    json.writeObjectPropertyStart("warder");
    json.writeNumberProperty("entry", number);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static int activityId(Activity activity) {
    if (!activity.made().isEmpty()) {
      return CREATE;
    }
    return switch (activity.call().method()) {
      case "GET", "HEAD" -> READ;
      case "PUT", "PATCH" -> UPDATE;
      case "DELETE" -> DELETE;
      default -> OTHER;
    };
  }

  private static void metadata(JsonGenerator json, Activity activity) {
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("version", "1.5.0");
    json.writeObjectPropertyStart("product");
    json.writeStringProperty("name", "Warder");
    json.writeStringProperty("vendor_name", "Warder");
    json.writeEndObject();
    text(json, "uid", activity.uid());
    text(json, "tenant_uid", activity.tenant());
    json.writeEndObject();
  }

  private static void actor(JsonGenerator json, Caller caller) {
    json.writeObjectPropertyStart("actor");
    json.writeObjectPropertyStart("user");
    text(json, "uid", caller.principalUid());
    text(json, "name", caller.principalName());
    json.writeEndObject();
    boolean isPrincipal =
        caller.kind() == CredentialKind.PRINCIPAL
            && caller.credentialUid().equals(caller.principalUid());
    if (!caller.isAnonymous() && !isPrincipal) {
      json.writeObjectPropertyStart("session");
      json.writeStringProperty("credential_uid", caller.credentialUid());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, Source source) {
    json.writeObjectPropertyStart("src_endpoint");
    text(json, isAddress(source.address()) ? "ip" : "svc_name", source.address());
    if (!source.country().isEmpty()) {
      json.writeObjectPropertyStart("location");
      json.writeStringProperty("country", source.country());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static boolean isAddress(String text) {
    return text.indexOf(':') >= 0 || text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static void request(JsonGenerator json, Activity activity) {
    Call call = activity.call();
    json.writeObjectPropertyStart("http_request");
    text(json, "http_method", call.method());
    if (!call.path().isEmpty()) {
      json.writeObjectPropertyStart("url");
      text(json, "hostname", call.api());
      json.writeStringProperty("path", call.path());
      json.writeEndObject();
    }
    text(json, "user_agent", activity.client().userAgent());
    size(json, "length", activity.requestBytes());
    json.writeEndObject();
  }

  private static void response(JsonGenerator json, Activity activity) {
    Outcome outcome = activity.outcome();
    json.writeObjectPropertyStart("http_response");
    if (outcome.status() > 0) {
      json.writeNumberProperty("code", outcome.status());
    }
    size(json, "length", activity.responseBytes());
    size(json, "latency", Math.floorDiv(activity.latencyMicros(), 1_000L));
    json.writeEndObject();
    int statusId = outcome.result() == Outcome.Result.UNKNOWN ? 0 : outcome.succeeded() ? 1 : 2;
    json.writeNumberProperty("status_id", statusId);
  }

  private static void api(JsonGenerator json, Call call, Outcome outcome) {
    json.writeObjectPropertyStart("api");
    boolean isService = call.path().isEmpty();
    String operation = call.action();
    if (isService && call.api().endsWith(DOMAIN)) {
      operation = operation.substring(operation.indexOf(':') + 1);
    }
    text(json, "operation", operation);
    if (isService) {
      json.writeObjectPropertyStart("service");
      json.writeStringProperty("name", call.api());
      json.writeEndObject();
    }
    if (!outcome.error().isEmpty()) {
      json.writeObjectPropertyStart("response");
      json.writeStringProperty("error", outcome.error());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void resources(JsonGenerator json, Activity activity) {
    List<String> names = activity.targets().isEmpty() ? activity.made() : activity.targets();
    String minted = activity.mintedCredential();
    if (names.isEmpty() && minted.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("resources");
    for (int i = 0; i < Math.max(1, names.size()); i++) {
      json.writeStartObject();
      text(json, "name", names.isEmpty() ? "" : names.get(i));
      if (i == 0 && !minted.isEmpty()) {
        json.writeStringProperty("uid", minted);
        json.writeStringProperty("type", "api_key");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private static void size(JsonGenerator json, String name, long value) {
    if (value >= 0) {
      json.writeNumberProperty(name, value);
    }
  }
}
