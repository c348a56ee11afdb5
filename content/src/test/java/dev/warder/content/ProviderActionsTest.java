package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.detection.RiskRules;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What other people's rules call sensitive in a provider's audit log is not classed as plain
/// looking.
///
/// A rule judges the circumstances and not the action where the same action also stands in one of
/// its examples that must stay silent, or where it names discovery alone as its tactic, which is
/// looking. Those are left out, and so are rules of [#CIRCUMSTANCES], which have too few examples
/// to show it.
class ProviderActionsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final RiskRules RULES = Content.standard().riskRules();
  private static final Set<String> SERIOUS = Set.of("MEDIUM", "HIGH", "CRITICAL");

  /// Rules on logins, on who calls from where, and on what the platform itself found.
  private static final List<String> CIRCUMSTANCES =
      List.of(
          "Anonymizing.VPN",
          "Login.Success",
          "Login.Without",
          "AWS.Console.",
          "Root.Activity",
          "ImpossibleTravel",
          "SignIn",
          "StolenSession",
          "Phishing",
          "ThreatInsight",
          "Accessing.Admin.Console",
          "Token.Reuse",
          "Reported.Suspicious",
          "SuspiciousUserAgents",
          "Alert.Created");

  private record Example(String rule, String action, boolean alert, boolean serious, String mitre) {
    boolean isAboutLooking() {
      return !mitre.isEmpty()
          && List.of(mitre.split("\\|")).stream().allMatch(part -> part.startsWith("TA0007"));
    }

    boolean isCircumstance() {
      return CIRCUMSTANCES.stream().anyMatch(rule::contains);
    }
  }

  private static List<Example> examples(String provider) {
    try {
      List<String> events =
          Files.readAllLines(SharedData.path("formats/panther/" + provider + ".ndjson"));
      List<String> rows =
          Files.readAllLines(SharedData.path("formats/panther/" + provider + ".expect.tsv"));
      List<Example> examples = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        String[] cells = rows.get(i + 1).split("\t", -1);
        String action = action(provider, JSON.readTree(events.get(i)));
        if (!action.isEmpty()) {
          boolean serious = SERIOUS.contains(cells[5].toUpperCase(Locale.ROOT));
          examples.add(new Example(cells[1], action, cells[4].equals("true"), serious, cells[6]));
        }
      }
      return examples;
    } catch (IOException e) {
      throw new UncheckedIOException(provider, e);
    }
  }

  private static String action(String provider, JsonNode event) {
    return switch (provider) {
      case "okta-system-log" ->
          named("okta", event.path("eventType").asString(event.path("eventtype").asString("")));
      case "github-audit" -> named("github", event.path("action").asString(""));
      default -> {
        String service = event.path("eventSource").asString("").replace(".amazonaws.com", "");
        yield service.isEmpty() ? "" : named(service, event.path("eventName").asString(""));
      }
    };
  }

  private static String named(String service, String name) {
    return name.isEmpty() ? "" : service + ":" + name;
  }

  @ParameterizedTest
  @CsvSource({"okta-system-log", "github-audit", "aws-cloudtrail"})
  void whatOthersCallSensitiveIsNotClassedAsLooking(String provider) {
    List<Example> examples = examples(provider);
    Set<String> silent = new HashSet<>();
    for (Example example : examples) {
      if (!example.alert()) {
        silent.add(example.rule() + " " + example.action());
      }
    }
    int asked = 0;
    int all = 0;
    int lookingOfAll = 0;
    Set<String> looking = new TreeSet<>();
    int missed = 0;
    for (Example example : examples) {
      if (!example.alert() || !example.serious()) {
        continue;
      }
      all++;
      lookingOfAll += isLooking(example.action()) ? 1 : 0;
      boolean circumstance =
          example.isCircumstance()
              || example.isAboutLooking()
              || silent.contains(example.rule() + " " + example.action());
      if (circumstance) {
        continue;
      }
      asked++;
      if (isLooking(example.action())) {
        missed++;
        looking.add(example.rule() + " " + example.action());
      }
    }
    System.out.println(
        provider
            + ": "
            + all
            + " serious alerts, "
            + asked
            + " on the action itself, "
            + missed
            + " of them classed as looking: "
            + looking
            + "; of all, "
            + lookingOfAll);
    assertThat(asked).isPositive();
    assertThat(missed * 10).isLessThanOrEqualTo(asked);
  }

  private static boolean isLooking(String action) {
    Operation operation = new Operation("cloud", Operation.ACTION, action);
    RiskClass riskClass = RULES.classify(operation, action).riskClass();
    return riskClass.isDiscovery() || riskClass == RiskClass.UNKNOWN;
  }

  @Test
  void fewActionsOfProvidersAreUnknown() {
    for (String provider : List.of("okta-system-log", "github-audit")) {
      Set<String> actions = new TreeSet<>();
      Set<String> unknown = new TreeSet<>();
      for (Example example : examples(provider)) {
        String action = example.action();
        actions.add(action);
        Operation operation = new Operation("cloud", Operation.ACTION, action);
        if (RULES.classify(operation, action).riskClass() == RiskClass.UNKNOWN) {
          unknown.add(action);
        }
      }
      System.out.println(provider + ": " + actions.size() + " actions, unknown " + unknown);
      assertThat(unknown).hasSizeLessThanOrEqualTo(actions.size() / 10);
    }
  }
}
