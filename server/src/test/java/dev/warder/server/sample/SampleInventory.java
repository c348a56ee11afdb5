package dev.warder.server.sample;

import static dev.warder.server.sample.SampleTime.DAY;
import static dev.warder.server.sample.SampleTime.HOUR;
import static dev.warder.server.sample.SampleTime.MINUTE;
import static dev.warder.server.sample.SampleTime.at;

import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.Parameter.Place;
import dev.warder.model.RiskClass;
import dev.warder.model.Severity;
import dev.warder.model.SourceClass;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import dev.warder.model.inventory.PostureFinding;
import dev.warder.model.inventory.SensitiveData;
import dev.warder.model.inventory.SourceSummary;
import dev.warder.model.inventory.SpecFinding;
import dev.warder.model.inventory.SpecFinding.Kind;
import dev.warder.model.inventory.StrandSummary;
import dev.warder.model.inventory.StrandSummary.Standing;
import dev.warder.model.inventory.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Two APIs, twelve keys with the consumers behind them, fifteen sources.
final class SampleInventory {
  private static final String CONSOLE = "console.directory.example";
  private static final String EVENTS = "events.directory.example";

  private SampleInventory() {}

  static Inventory inventory() {
    return new Inventory(
        List.of(console(), events()),
        keys(),
        sources(),
        timeline(),
        DAY + 3 * MINUTE,
        DAY + 24 * HOUR - 41_000_000,
        48_213,
        676,
        3);
  }

  private static Timeline timeline() {
    List<Long> calls =
        IntStream.range(0, 96)
            .mapToObj(i ->
                330L
                    + Math.round(260 * Math.sin((i - 30) / 15.0))
                    + (i * 37L) % 90
                    + (i >= 13 && i <= 18 ? 210 : 0))
            .toList();
    return new Timeline(DAY, 15 * MINUTE, calls, calls.stream().map(c -> c / 28).toList());
  }

  private static ApiSummary console() {
    List<OperationSummary> operations = new ArrayList<>();
    String[] resources = {
      "systems",
      "systemusers",
      "usergroups",
      "systemgroups",
      "policies",
      "applications",
      "commands",
      "radiusservers",
      "organizations",
      "admins"
    };
    long calls = 9_840;
    for (String resource : resources) {
      RiskClass write = resource.equals("admins") ? RiskClass.ADMIN : RiskClass.WRITE;
      operations.add(operation("GET", "/api/" + resource, RiskClass.LIST, calls, 9));
      operations.add(
          operation("GET", "/api/" + resource + "/{id}", RiskClass.READ, calls * 2 / 3, 8));
      operations.add(operation("PUT", "/api/" + resource + "/{id}", write, calls / 11, 4));
      operations.add(operation("POST", "/api/" + resource, write, calls / 19, 3));
      operations.add(
          operation("DELETE", "/api/" + resource + "/{id}", RiskClass.DELETE, calls / 90, 2));
      calls = calls * 11 / 20;
    }
    operations.add(operation("POST", "/api/runcommand", RiskClass.EXECUTE, 61, 2));
    operations.add(operation("POST", "/api/v2/users/{id}/keys", RiskClass.CREDENTIAL, 9, 1));
    operations.add(operation("GET", "/api/search/systemusers/export", RiskClass.EXPORT, 14, 2));
    operations.add(operation("PUT", "/api/v2/organizations/{id}/mfa", RiskClass.ADMIN, 2, 1));
    operations.sort((a, b) -> Long.compare(b.calls(), a.calls()));
    return new ApiSummary(CONSOLE, 44_100, 391, operations, specFindings());
  }

  private static List<SpecFinding> specFindings() {
    return List.of(
        new SpecFinding(
            Kind.UNDOCUMENTED,
            Severity.HIGH,
            "POST /api/runcommand",
            "59 successful calls by 2 keys",
            "Find out who runs it; describe and guard it, or switch it off.",
            "console.openapi.yaml"),
        new SpecFinding(
            Kind.DEPRECATED_IN_USE,
            Severity.MEDIUM,
            "GET /api/systems",
            "9,840 calls by 9 keys",
            "Tell the owners of these keys what replaces it, set a date, then switch it off.",
            "console.openapi.yaml"),
        new SpecFinding(
            Kind.UNUSED,
            Severity.INFORMATIONAL,
            "PATCH /api/systems/{id}",
            "no call in these logs",
            "If nobody needs it, switch it off: what is not there cannot be attacked.",
            "console.openapi.yaml"));
  }

  private static ApiSummary events() {
    return new ApiSummary(
        EVENTS,
        4_113,
        12,
        List.of(
            operation("POST", "/insights/directory/v1/events", RiskClass.LIST, 3_310, 3),
            operation("GET", "/insights/directory/v1/reports", RiskClass.LIST, 520, 2),
            operation(
                "GET",
                "/insights/directory/v1/reports/{id}/artifacts/{id2}",
                RiskClass.EXPORT,
                214,
                2),
            operation("DELETE", "/insights/directory/v1/reports/{id}", RiskClass.DELETE, 57, 1)));
  }

  private static OperationSummary operation(
      String method, String template, RiskClass risk, long calls, int keys) {
    Map<String, Long> statuses = new LinkedHashMap<>();
    statuses.put(method.equals("POST") ? "201" : "200", calls - calls / 25 - calls / 60);
    statuses.put("404", calls / 25);
    statuses.put("403", calls / 60);
    statuses.values().removeIf(n -> n == 0);
    long bytes = risk == RiskClass.EXPORT ? 4_200_000 : 900 + 13 * (calls % 977);
    return new OperationSummary(
        new Operation(template.startsWith("/insights") ? EVENTS : CONSOLE, method, template),
        risk,
        reason(risk),
        OperationSummary.Origin.LEARNED,
        Math.max(calls, 1),
        keys,
        calls / 200,
        0,
        List.of(CredentialKind.API_KEY),
        statuses,
        method.equals("GET") ? 0 : 310,
        bytes,
        bytes * 9,
        8_000 + 17 * (calls % 1_500),
        61_000 + 90 * (calls % 1_500),
        DAY + 9 * MINUTE,
        DAY + 23 * HOUR,
        List.of("jca_6fQ2kHRimport01", "jca_Mw81SCIMbridge2"),
        template.contains("/v2/") ? "v2" : template.contains("/v1/") ? "v1" : "",
        parameters(method, template, calls),
        0);
  }

  private static List<ParameterSummary> parameters(String method, String template, long calls) {
    List<ParameterSummary> parameters = new ArrayList<>();
    for (String name : List.of("id", "id2")) {
      if (template.contains("{" + name + "}")) {
        parameters.add(
            new ParameterSummary(Place.PATH, name, "string", "", calls, 184, true, List.of()));
      }
    }
    if (method.equals("GET") && !template.contains("{")) {
      parameters.add(query("filter", "string", "", calls / 9));
      parameters.add(query("limit", "integer", "", calls / 2));
      parameters.add(query("modified_since", "string", "date-time", calls / 30));
    }
    if (template.endsWith("/systemusers")) {
      SensitiveData email =
          new SensitiveData("email", "e-mail", SensitiveData.Basis.NAME_AND_VALUES, 182, 184);
      SensitiveData name =
          new SensitiveData("person-name", "person's name", SensitiveData.Basis.NAME, 0, 184);
      Place place = method.equals("POST") ? Place.BODY : Place.QUERY;
      parameters.add(
          new ParameterSummary(
              place, "email", "string", "email", calls, 184, true, List.of(email)));
      parameters.add(
          new ParameterSummary(place, "lastname", "string", "", calls, 184, false, List.of(name)));
    }
    return parameters;
  }

  private static ParameterSummary query(String name, String type, String format, long calls) {
    return new ParameterSummary(Place.QUERY, name, type, format, calls, 40, false, List.of());
  }

  private static String reason(RiskClass risk) {
    return switch (risk) {
      case EXECUTE -> "runs a command on customers' devices";
      case CREDENTIAL -> "makes a key";
      case EXPORT -> "hands out many records at once";
      case ADMIN -> "changes who may do what";
      case DELETE -> "method DELETE";
      case WRITE -> "method creates or changes";
      case LIST -> "answers with many objects";
      case READ, UNKNOWN -> "looks at one object";
    };
  }

  private static List<CredentialSummary> keys() {
    String exclusive = "nightly at 02:15, 26 min long";
    return List.of(
        key(
            "jca_6fQ2kHRimport01",
            "acme-corp",
            "hr-import",
            "HR import (Acme)",
            "hris",
            14_210,
            61,
            List.of(
                strand(
                    "s-hr-1",
                    "AS16509 US",
                    "Amazon, US",
                    SourceClass.CLOUD,
                    "54.210.11.7",
                    "python-requests",
                    "2.32",
                    ClientKind.SCRIPT,
                    12_960,
                    "every 15 min",
                    15 * MINUTE,
                    DAY + 24 * HOUR + 4 * MINUTE,
                    0.2,
                    Standing.ESTABLISHED),
                strand(
                    "s-hr-2",
                    "AS9009 RO",
                    "M247, RO",
                    SourceClass.HOSTING,
                    "193.29.57.80",
                    "curl",
                    "8.5",
                    ClientKind.TOOL,
                    1_248,
                    "bursts since 03:12",
                    0,
                    0,
                    31.4,
                    Standing.SUSPECT),
                strand(
                    "s-hr-3",
                    "AS7922 US",
                    "Comcast, US",
                    SourceClass.ISP,
                    "73.92.14.3",
                    "Postman",
                    "11",
                    ClientKind.TOOL,
                    2,
                    "seldom",
                    0,
                    0,
                    1.1,
                    Standing.YOUNG)),
            List.of(
                posture(
                    "shared-key",
                    Severity.HIGH,
                    "Several consumers share one key",
                    "3 consumers from 3 networks in one day",
                    "Give each consumer its own key."),
                posture(
                    "wide-scope",
                    Severity.MEDIUM,
                    "Can do far more than it does",
                    "uses 61 of 64 operations it can reach, 9 of them in its history",
                    "Narrow its scope to what it used.")),
            2),
        key(
            "jca_Mw81SCIMbridge2",
            "acme-corp",
            "scim",
            "SCIM bridge",
            "scim",
            9_904,
            22,
            List.of(
                strand(
                    "s-scim",
                    "AS8075 IE",
                    "Microsoft, IE",
                    SourceClass.CLOUD,
                    "20.54.3.9",
                    "okta-scim",
                    "1.9",
                    ClientKind.INTEGRATION,
                    9_904,
                    "every 40 min",
                    40 * MINUTE,
                    DAY + 24 * HOUR + 12 * MINUTE,
                    0,
                    Standing.ESTABLISHED)),
            List.of(
                posture(
                    "old-key",
                    Severity.MEDIUM,
                    "Not rotated for 611 days",
                    "created 2025-03-02, never rotated",
                    "Rotate it with overlap.")),
            14),
        key(
            "jca_cmdTrigger77Zp",
            "globex",
            "cmd-trigger",
            "Command triggers",
            "automation",
            6_120,
            7,
            List.of(
                strand(
                    "s-cmd-1",
                    "AS3320 DE",
                    "Deutsche Telekom, DE",
                    SourceClass.ISP,
                    "87.140.1.2",
                    "Go-http-client",
                    "2.0",
                    ClientKind.SCRIPT,
                    6_058,
                    "working hours",
                    0,
                    0,
                    0.6,
                    Standing.ESTABLISHED),
                strand(
                    "s-cmd-2",
                    "AS212238 NL",
                    "Datacamp, NL",
                    SourceClass.VPN,
                    "185.107.80.31",
                    "Go-http-client",
                    "1.1",
                    ClientKind.SCRIPT,
                    62,
                    "14:02 to 14:31",
                    0,
                    0,
                    17.9,
                    Standing.SUSPECT)),
            List.of(
                posture(
                    "no-location",
                    Severity.LOW,
                    "Works from anywhere",
                    "no list of networks",
                    "Allow AS3320 only.")),
            9),
        simple(
            "jca_logpull_splunk9",
            "globex",
            "siem",
            "Log puller",
            "log_export",
            5_012,
            3,
            "AS16509 DE",
            "Amazon, DE",
            "every 5 min",
            5),
        simple(
            "jca_slackapp_5521",
            "initech",
            "slack",
            "Slack app",
            "chat",
            3_100,
            11,
            "AS14618 US",
            "Amazon, US",
            "all day",
            0),
        simple(
            "jca_mdm_zero_touch",
            "initech",
            "mdm",
            "Zero-touch MDM",
            "mdm",
            2_720,
            16,
            "AS15169 US",
            "Google, US",
            "every hour",
            60),
        simple(
            "jca_admu_migrate",
            "umbrella",
            "admu",
            "AD migration",
            "migration",
            2_233,
            18,
            "AS5089 GB",
            "Virgin Media, GB",
            exclusive,
            1_440),
        simple(
            "jca_tf_prod_0a41",
            "umbrella",
            "terraform",
            "Terraform",
            "iac",
            1_840,
            31,
            "AS36459 US",
            "GitHub, US",
            "on merge",
            0),
        simple(
            "jca_okta_scim_b2",
            "hooli",
            "okta",
            "Okta SCIM",
            "scim",
            1_307,
            12,
            "AS16509 US",
            "Amazon, US",
            "every 40 min",
            40),
        simple(
            "jca_adminui_j.doe",
            "hooli",
            "j.doe",
            "Jane Doe",
            "person",
            870,
            28,
            "AS7018 US",
            "AT&T, US",
            "working hours",
            0),
        simple(
            "jca_radius_chk",
            "vandelay",
            "radius",
            "RADIUS check",
            "monitoring",
            221,
            1,
            "AS24940 DE",
            "Hetzner, DE",
            "every 10 min",
            10),
        new CredentialSummary(
            "jca_9mintedXx71",
            CredentialKind.API_KEY,
            "acme-corp",
            "hr-import",
            "",
            "",
            "jca_6fQ2kHRimport01",
            at("03:41:07"),
            at("03:44:10"),
            at("04:38:55"),
            41,
            2,
            6,
            9,
            List.of("POST /api/runcommand"),
            List.of(
                strand(
                    "s-minted",
                    "AS9009 RO",
                    "M247, RO",
                    SourceClass.HOSTING,
                    "193.29.57.81",
                    "curl",
                    "8.5",
                    ClientKind.TOOL,
                    41,
                    "03:44 to 04:38",
                    0,
                    0,
                    22.8,
                    Standing.SUSPECT)),
            List.of(
                posture(
                    "minted-by-suspect",
                    Severity.CRITICAL,
                    "Made by a key that looks stolen",
                    "created 03:41:07 by jca_6fQ2…import01",
                    "Fence it together with its maker.")),
            hours(3, 4)));
  }

  private static CredentialSummary simple(
      String uid,
      String tenant,
      String owner,
      String name,
      String kind,
      long calls,
      int operations,
      String source,
      String label,
      String rhythm,
      int period) {
    long next = period == 0 ? 0 : DAY + 24 * HOUR + period * MINUTE / 2;
    return key(
        uid,
        tenant,
        owner,
        name,
        kind,
        calls,
        operations,
        List.of(
            strand(
                "s-" + owner,
                source,
                label,
                SourceClass.CLOUD,
                "198.51.100." + operations,
                kind + "-client",
                "1.4",
                ClientKind.INTEGRATION,
                calls,
                rhythm,
                period * MINUTE,
                next,
                0.1,
                Standing.ESTABLISHED)),
        calls < 300
            ? List.of(
                posture(
                    "dormant",
                    Severity.LOW,
                    "Seldom used",
                    "last call 18:40",
                    "Ask its owner whether it is needed."))
            : List.of(),
        operations % 20);
  }

  private static CredentialSummary key(
      String uid,
      String tenant,
      String owner,
      String name,
      String kind,
      long calls,
      int operations,
      List<StrandSummary> strands,
      List<PostureFinding> posture,
      int peak) {
    return new CredentialSummary(
        uid,
        CredentialKind.API_KEY,
        tenant,
        owner,
        name,
        kind,
        "",
        DAY - 200 * 24 * HOUR,
        DAY + 3 * MINUTE,
        DAY + 23 * HOUR,
        calls,
        calls / 40,
        operations,
        calls / 300,
        List.of("POST /api/runcommand", "GET /api/search/systemusers/export"),
        strands,
        posture,
        hours(peak, peak + 6));
  }

  private static List<Long> hours(int from, int to) {
    return IntStream.range(0, 24)
        .mapToObj(h -> h >= from && h <= to ? 40L + 17L * (h % 5) : 3L + h % 3L)
        .toList();
  }

  private static StrandSummary strand(
      String uid,
      String source,
      String label,
      SourceClass sourceClass,
      String address,
      String client,
      String version,
      ClientKind kind,
      long calls,
      String rhythm,
      long period,
      long next,
      double nats,
      Standing standing) {
    return new StrandSummary(
        uid,
        source,
        label,
        sourceClass,
        address,
        client,
        version,
        kind,
        List.of("GET /api/systemusers", "GET /api/systems/{id}", "POST /api/runcommand"),
        9,
        calls,
        calls / 50,
        DAY + 3 * MINUTE,
        DAY + 23 * HOUR,
        rhythm,
        period,
        next,
        nats,
        standing);
  }

  private static PostureFinding posture(
      String id, Severity severity, String title, String evidence, String advice) {
    return new PostureFinding(id, severity, title, evidence, advice);
  }

  private static List<SourceSummary> sources() {
    return List.of(
        new SourceSummary("AS16509 US", "Amazon", "US", SourceClass.CLOUD, 17_960, 3, 3, false),
        new SourceSummary("AS8075 IE", "Microsoft", "IE", SourceClass.CLOUD, 9_904, 1, 1, false),
        new SourceSummary(
            "AS3320 DE", "Deutsche Telekom", "DE", SourceClass.ISP, 6_058, 1, 1, false),
        new SourceSummary("AS16509 DE", "Amazon", "DE", SourceClass.CLOUD, 5_012, 1, 1, false),
        new SourceSummary("AS14618 US", "Amazon", "US", SourceClass.CLOUD, 3_100, 1, 1, false),
        new SourceSummary("AS15169 US", "Google", "US", SourceClass.CLOUD, 2_720, 1, 1, false),
        new SourceSummary("AS5089 GB", "Virgin Media", "GB", SourceClass.ISP, 2_233, 1, 1, false),
        new SourceSummary("AS36459 US", "GitHub", "US", SourceClass.CLOUD, 1_840, 1, 1, false),
        new SourceSummary("AS9009 RO", "M247", "RO", SourceClass.HOSTING, 1_289, 2, 1, true),
        new SourceSummary("AS7018 US", "AT&T", "US", SourceClass.ISP, 870, 1, 1, false),
        new SourceSummary("AS24940 DE", "Hetzner", "DE", SourceClass.HOSTING, 221, 1, 1, false),
        new SourceSummary("AS212238 NL", "Datacamp", "NL", SourceClass.VPN, 62, 1, 1, true),
        new SourceSummary("AS7922 US", "Comcast", "US", SourceClass.ISP, 2, 1, 1, false),
        new SourceSummary("10.0.0.0/24", "", "", SourceClass.PRIVATE, 480, 0, 0, false),
        new SourceSummary("2001:db8:7::/48", "", "SE", SourceClass.UNKNOWN, 196, 0, 0, false));
  }
}
