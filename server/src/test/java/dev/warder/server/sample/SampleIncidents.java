package dev.warder.server.sample;

import static dev.warder.server.sample.SampleTime.at;

import dev.warder.model.Severity;
import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import dev.warder.model.finding.Incident.Standing;
import java.util.ArrayList;
import java.util.List;

/// A smash-and-grab through the commands framework, a stolen trigger key, and one that came when
/// the budget was spent.
final class SampleIncidents {
  private static final Technique ACCOUNTS =
      new Technique("T1078.004", "Valid Accounts", "Cloud Accounts", Tactic.INITIAL_ACCESS);
  private static final Technique DISCOVERY =
      new Technique("T1087.004", "Account Discovery", "Cloud Account", Tactic.DISCOVERY);
  private static final Technique GROUPS =
      new Technique("T1069.003", "Permission Groups Discovery", "Cloud Groups", Tactic.DISCOVERY);
  private static final Technique EXPORT =
      new Technique("T1530", "Data from Cloud Storage", "", Tactic.COLLECTION);
  private static final Technique COMMAND =
      new Technique("T1651", "Cloud Administration Command", "", Tactic.EXECUTION);
  private static final Technique NEW_KEY =
      new Technique(
          "T1098.001", "Account Manipulation", "Additional Cloud Credentials", Tactic.PERSISTENCE);
  private static final Technique MFA =
      new Technique(
          "T1556.006",
          "Modify Authentication Process",
          "Multi-Factor Authentication",
          Tactic.DEFENSE_EVASION);
  private static final String HR = "jca_6fQ2kHRimport01";
  private static final String MINTED = "jca_9mintedXx71";
  private static final String TRIGGER = "jca_cmdTrigger77Zp";

  private SampleIncidents() {}

  static List<Incident> incidents() {
    return List.of(smashAndGrab(), trigger(Standing.ALERTED), trigger(Standing.OVER_BUDGET));
  }

  private static Incident smashAndGrab() {
    List<Finding> findings =
        List.of(
            hr(
                "f-3c1d90aa",
                "new-consumer-looks-around",
                "A second consumer of the HR import key looks around",
                "03:18:44",
                Severity.MEDIUM,
                9.8,
                List.of(ACCOUNTS, DISCOVERY),
                14,
                "GET /api/systemusers"),
            hr(
                "f-51e07b12",
                "privilege-enumeration",
                "It reads groups and admins one after another",
                "03:24:02",
                Severity.MEDIUM,
                13.1,
                List.of(GROUPS),
                9,
                "GET /api/usergroups/{id}"),
            hr(
                "f-70aa4410",
                "bulk-export",
                "It exports every directory user",
                "03:33:51",
                Severity.HIGH,
                19.4,
                List.of(EXPORT),
                6,
                "GET /api/search/systemusers/export"),
            hr(
                "f-82bd1c09",
                "mint-key",
                "It makes itself a new key",
                "03:41:07",
                Severity.CRITICAL,
                25.2,
                List.of(NEW_KEY),
                1,
                "POST /api/v2/users/{id}/keys"),
            hr(
                "f-90cc0e77",
                "mfa-weakened",
                "It switches off the second factor of the organisation",
                "03:43:30",
                Severity.HIGH,
                27.0,
                List.of(MFA),
                1,
                "PUT /api/v2/organizations/{id}/mfa"),
            hr(
                "f-aa18f3d2",
                "command-run",
                "The new key runs a command on 9 devices",
                "03:52:16",
                Severity.CRITICAL,
                31.4,
                List.of(COMMAND),
                9,
                "POST /api/runcommand"));
    return new Incident(
        "i-6f2e91b7",
        "A stolen key of the HR import runs commands on customers' devices",
        "From 03:12 a second consumer used the key of the HR import from a rented server in Romania, with curl, while the"
            + " import itself went on every 15 minutes from its usual cloud. It listed users and groups it had never asked"
            + " for, exported the whole directory, made itself a new key, switched off the second factor, and from 03:52 ran"
            + " a command on nine devices with the new key.",
        at("03:18:44"),
        at("03:12:09"),
        at("04:38:55"),
        Severity.CRITICAL,
        97.4,
        Standing.ALERTED,
        List.of("acme-corp"),
        List.of(HR, MINTED),
        List.of(MINTED),
        List.of("AS9009 RO"),
        List.of("193.29.57.80", "193.29.57.81"),
        List.of("curl"),
        List.of(ACCOUNTS, COMMAND, NEW_KEY, MFA, DISCOVERY, GROUPS, EXPORT),
        List.of(
            "the same source AS9009 RO and client curl",
            "jca_9mintedXx71 was made by jca_6fQ2kHRimport01"),
        findings,
        List.of(
            "Fence jca_6fQ2kHRimport01 and jca_9mintedXx71 now: no minting, no key changes.",
            "Issue the HR import a new key, limited to AS16509 and the 9 operations it uses, then revoke the old one.",
            "Look at what ran on the nine devices: POST /api/runcommand, 03:52 to 04:38.",
            "Switch the second factor of the organisation on again."),
        14);
  }

  private static Incident trigger(Standing standing) {
    boolean told = standing == Standing.ALERTED;
    String id = told ? "b0" : "c7";
    String clock = told ? "14:0" : "21:0";
    List<Finding> findings = new ArrayList<>();
    String[] titles = {
      "A known client from a VPN exit uses the trigger key",
      "It lists the command queue",
      "It changes a stored command",
      "It queues the command for tonight"
    };
    Technique[] techniques = {ACCOUNTS, DISCOVERY, COMMAND, COMMAND};
    for (int i = 0; i < titles.length; i++) {
      findings.add(
          finding(
              "f-" + id + "0" + i,
              "trigger-" + i,
              titles[i],
              clock + (3 + i) + ":11",
              told ? Severity.HIGH : Severity.MEDIUM,
              12.2 + 1.9 * i,
              List.of(techniques[i]),
              "globex",
              TRIGGER,
              "s-cmd-2",
              evidence(
                  TRIGGER,
                  at(clock + (3 + i) + ":11"),
                  3 + i,
                  "185.107.80.31",
                  "AS212238 NL",
                  "Go-http-client",
                  i < 2 ? "GET /api/commands/{id}" : "PUT /api/commands/{id}"),
              11.5));
    }
    return new Incident(
        "i-" + id + "44de01",
        told
            ? "A stolen command-trigger key plants a command for later"
            : "The trigger key again from a VPN exit",
        "The key of the command triggers was used from a VPN exit in the Netherlands by a client that looks like the owner's but speaks HTTP/1.1, and changed a stored command that is due tonight.",
        findings.getFirst().timeMicros(),
        at(clock + "2:10"),
        at(clock.substring(0, 3) + "31:40"),
        findings.getFirst().severity(),
        told ? 81.2 : 58.9,
        standing,
        List.of("globex"),
        List.of(TRIGGER),
        List.of(),
        List.of("AS212238 NL"),
        List.of("185.107.80.31"),
        List.of("Go-http-client"),
        List.of(ACCOUNTS, COMMAND, DISCOVERY),
        List.of("the same strand"),
        findings,
        List.of(
            "Hold the command due tonight.",
            "Fence jca_cmdTrigger77Zp and ask its owner at Globex."),
        5);
  }

  private static Finding hr(
      String uid,
      String detection,
      String title,
      String clock,
      Severity severity,
      double nats,
      List<Technique> techniques,
      int calls,
      String operation) {
    String key = detection.equals("command-run") ? MINTED : HR;
    return finding(
        uid,
        detection,
        title,
        clock,
        severity,
        nats,
        techniques,
        "acme-corp",
        key,
        "s-hr-2",
        evidence(key, at(clock), calls, "193.29.57.80", "AS9009 RO", "curl", operation),
        8.9);
  }

  private static Finding finding(
      String uid,
      String detection,
      String title,
      String clock,
      Severity severity,
      double nats,
      List<Technique> techniques,
      String tenant,
      String key,
      String strand,
      List<Evidence> evidence,
      double threshold) {
    return new Finding(
        uid,
        detection,
        title,
        "The consumer is new to the key and to the customer. "
            + title
            + "; the key's owner never did so in 211 days.",
        at(clock),
        tenant,
        key,
        strand,
        severity,
        techniques,
        List.of("API2:2023", "API5:2023"),
        nats,
        threshold,
        List.of(
            new FacetEvidence(
                Facet.SOURCE,
                nats * 0.34,
                "AS16509 US (Amazon), cloud, all 12,960 calls",
                "AS9009 RO (M247), rented server, seen with no other key",
                Circle.WORLD),
            new FacetEvidence(
                Facet.COEXISTENCE,
                nats * 0.22,
                "one consumer at a time",
                "the import goes on every 15 min beside it",
                Circle.KEY),
            new FacetEvidence(
                Facet.CLIENT, nats * 0.19, "python-requests 2.32", "curl 8.5", Circle.TENANT),
            new FacetEvidence(
                Facet.DISCOVERY,
                nats * 0.15,
                "9 operations in 211 days",
                "14 new operations in 7 minutes",
                Circle.KEY),
            new FacetEvidence(
                Facet.PRIVILEGE, nats * 0.1, "none", "first privileged call", Circle.TENANT)),
        new Finding.Innocent("The owner moved the job to another provider and rewrote it", 6.2),
        "Had the calls come from AS16509 as usual, the evidence would be 5.1 nats and the finding silent.",
        "Fence the key, then ask its owner.",
        evidence);
  }

  /// Calls every 25 seconds, the last of them at the given time.
  private static List<Evidence> evidence(
      String key,
      long last,
      int calls,
      String address,
      String source,
      String client,
      String operation) {
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      long time = last - (calls - 1 - i) * 25_300_000L;
      evidence.add(
          new Evidence(
              "ev-" + time / 1_000,
              time,
              key,
              address,
              source,
              client,
              operation,
              i % 7 == 3 ? "403" : "200",
              i % 2 == 0 ? "64f0c1" + (1_000 + i) : ""));
    }
    return evidence;
  }
}
