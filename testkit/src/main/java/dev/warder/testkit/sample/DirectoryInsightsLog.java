package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Tells one tenant's days as its own administrators can see them: changes and console logins, in
/// the audit format of JumpCloud's Directory Insights. Reads leave no entry there, so the thief's
/// discovery is missing. Calls keep their ids and times.
///
/// Source fields and event types as documented in the Directory Insights specification
/// (TheJumpCloud/jcapi-powershell, MIT, © 2020 TheJumpCloud). That a new API key shows as
/// `admin_update` is an assumption: no documented event type says it.
final class DirectoryInsightsLog {
  private static final Client BROWSER =
      new Client("Chrome", "141.0.0", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "");

  private final Tenant tenant;
  private final Network.Address office;
  private final Draw draw;

  DirectoryInsightsLog(Tenant tenant, Draw draw) {
    this.tenant = tenant;
    this.draw = draw;
    office = Network.CHARTER.address(draw);
  }

  String document(List<ApiCall> calls) {
    List<Entry> entries = new ArrayList<>(logins());
    for (ApiCall call : calls) {
      Route route = call.route();
      if (call.key().tenant().uid().equals(tenant.uid())
          && route != null
          && !route.auditEvent.isEmpty()
          && call.succeeded()) {
        entries.add(new Entry(call.timeMillis(), line(call, route)));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::timeMillis));
    StringBuilder document = new StringBuilder();
    entries.forEach(entry -> document.append(entry.line()));
    return document.toString();
  }

  private record Entry(long timeMillis, String line) {}

  /// The audit log numbers its events itself; nothing but time and subject ties them to the calls.
  private static String auditId(ApiCall call) {
    return new Draw(0).fork(call.uid()).hex(24);
  }

  private String line(ApiCall call, Route route) {
    JsonText json = head(auditId(call), route.auditEvent, call.timeMillis());
    json.open("initiated_by")
        .put("type", "admin")
        .put("id", call.key().ownerUid())
        .put("email", call.key().ownerEmail())
        .put("administrator", true)
        .close();
    where(json, call.address(), call.client());
    json.put("auth_method", "api-key").put("success", true);
    json.open("resource").put("type", route.resourceType).put("id", call.subject()).close();
    if (!call.object().isEmpty()) {
      String type = route == Route.USER_GROUP_MEMBERS_SET ? "user" : "system";
      json.open(type).put("type", type).put("id", call.object()).close();
    }
    if (route == Route.API_KEY_CREATE) {
      json.openList("changes")
          .open()
          .put("field", "apiKeys")
          .put("from", "1")
          .put("to", "2")
          .close()
          .closeList();
    }
    return json.close().line();
  }

  private List<Entry> logins() {
    List<Entry> entries = new ArrayList<>();
    for (String person : List.of("r.achebe", "t.lindqvist")) {
      String id = Tenant.id(draw);
      for (int day = 0; day < Story.DAYS; day++) {
        long midnight = Story.FIRST_MIDNIGHT + day * Story.DAY_MILLIS;
        for (long start : new Rhythm.OfficeHours(3, 13, 22).starts(draw)) {
          entries.add(login(person, id, midnight + start));
        }
      }
    }
    return entries;
  }

  private Entry login(String person, String id, long timeMillis) {
    String email = person + '@' + tenant.domain();
    String uid = String.format(Locale.ROOT, "%08x", timeMillis / 1_000) + draw.hex(16);
    JsonText json = head(uid, "admin_login_attempt", timeMillis);
    json.open("initiated_by")
        .put("type", "admin")
        .put("id", id)
        .put("email", email)
        .put("administrator", true)
        .close();
    where(json, office, BROWSER);
    json.put("auth_method", "session").put("success", !draw.perMille(60)).put("mfa", true);
    json.open("resource").put("type", "admin").put("id", id).put("email", email).close();
    return new Entry(timeMillis, json.close().line());
  }

  private JsonText head(String uid, String eventType, long timeMillis) {
    return new JsonText()
        .open()
        .put("id", uid)
        .put("@version", "1")
        .put("service", "directory")
        .put("event_type", eventType)
        .put("timestamp", timestamp(timeMillis))
        .put("organization", tenant.uid())
        .putNull("provider");
  }

  /// Always with three digits of a second, which [Instant#toString] leaves out when they are zero.
  private static String timestamp(long timeMillis) {
    String seconds = Instant.ofEpochSecond(timeMillis / 1_000).toString();
    return seconds.substring(0, seconds.length() - 1)
        + String.format(Locale.ROOT, ".%03dZ", timeMillis % 1_000);
  }

  private static void where(JsonText json, Network.Address address, Client client) {
    Network network = address.network();
    String[] version = client.version().split("\\.", -1);
    json.put("client_ip", address.text());
    json.open("geoip")
        .put("timezone", network.timezone)
        .put("country_code", network.country)
        .put("continent_code", network.continent)
        .put("region_name", network.region)
        .put("region_code", network.regionCode)
        .close();
    json.open("useragent")
        .put("os", "Other")
        .put("os_name", "Other")
        .put("os_major", "")
        .put("os_minor", "")
        .put("name", client.name())
        .put("major", version[0])
        .put("minor", version.length > 1 ? version[1] : "")
        .put("patch", version.length > 2 ? version[2] : "")
        .put("build", "")
        .put("device", "Other")
        .close();
  }
}
