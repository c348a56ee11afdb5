package dev.warder.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.engine.spec.SpecComparison.Compared;
import dev.warder.engine.spec.SpecOperation.Auth;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Operation;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.SpecFinding;
import dev.warder.model.inventory.SpecFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Traffic through the whole engine, set beside descriptions.
class SpecComparisonTest {
  private static final String HOST = "api.example.com";

  private final List<Activity> calls = new ArrayList<>();
  private final List<SpecOperation> declared = new ArrayList<>();

  @Test
  void trafficThatIsAsDescribedGivesNoFinding() {
    declare("GET", "/api/users/{userId}", Auth.REQUIRED);
    declare("GET", "/api/users/me", Auth.REQUIRED);
    call("GET", "/api/users/17", 200);
    call("GET", "/api/users/me", 200);

    assertThat(findings()).isEmpty();
  }

  @Test
  void declaredTemplateBeatsTheLearnedOneFromTheFirstCall() {
    declare("GET", "/api/groups/{group}/members", Auth.UNKNOWN);
    call("GET", "/api/groups/alpha/members", 200);
    call("GET", "/api/groups/beta/members", 200);

    assertThat(compared().inventory().apis().getFirst().operations())
        .extracting(OperationSummary::operation)
        .containsExactly(new Operation(HOST, "GET", "/api/groups/{group}/members"));
  }

  @Test
  void operationThatAnswersAndIsNotDescribedIsFoundAndOneThatFailsIsNot() {
    declare("GET", "/api/users", Auth.UNKNOWN);
    call("GET", "/api/users", 200);
    call("GET", "/api/internal/dump", 200);
    call("GET", "/api/probe", 403);
    call("GET", "/api/nothing", 404);

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.UNDOCUMENTED);
          assertThat(finding.operation()).isEqualTo("GET /api/internal/dump");
        });
  }

  @Test
  void shadowBesideADescribedSiblingIsNotHiddenByALearnedParameter() {
    declare("GET", "/api/users", Auth.UNKNOWN);
    call("GET", "/api/users", 200);
    call("GET", "/api/4711", 200);

    assertThat(findings()).extracting(SpecFinding::kind).containsExactly(Kind.UNDOCUMENTED);
  }

  @Test
  void otherMethodOfADescribedPathIsTold() {
    declare("GET", "/api/users/{id}", Auth.UNKNOWN);
    call("GET", "/api/users/17", 200);
    call("DELETE", "/api/users/17", 204);
    call("OPTIONS", "/api/users/17", 204);
    call("HEAD", "/api/users/17", 200);

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.METHOD_MISMATCH);
          assertThat(finding.evidence()).contains("described are GET");
        });
  }

  @Test
  void deprecatedAndUnusedOperationsAreTold() {
    declared.add(
        new SpecOperation("GET", List.of("/v1/old"), true, Auth.UNKNOWN, false, List.of()));
    declare("GET", "/v1/never", Auth.UNKNOWN);
    call("GET", "/v1/old", 200);

    assertThat(findings())
        .extracting(SpecFinding::kind)
        .containsExactly(Kind.DEPRECATED_IN_USE, Kind.UNUSED);
  }

  @Test
  void answerWithoutTheKeyThatIsNeededIsToldAndARefusalIsNot() {
    declare("GET", "/api/open", Auth.REQUIRED);
    declare("GET", "/api/shut", Auth.REQUIRED);
    declare("GET", "/api/free", Auth.OPTIONAL);
    anonymous("/api/open", 200);
    anonymous("/api/shut", 401);
    call("GET", "/api/shut", 200);
    anonymous("/api/free", 200);

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.WITHOUT_KEY);
          assertThat(finding.operation()).isEqualTo("GET /api/open");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "integer, '', abc, true",
    "integer, '', 17, false",
    "number, '', 17, false",
    "boolean, '', xyz, true",
    "string, uuid, 17, true",
    "string, date, 2026-10-1, false",
    "string, '', 17, false",
  })
  void valuesOfAnotherTypeThanDescribedAreTold(
      String type, String format, String value, boolean told) {
    declared.add(
        new SpecOperation(
            "GET",
            List.of("/api/x"),
            false,
            Auth.UNKNOWN,
            false,
            List.of(new SpecParameter(Place.QUERY, "p", type, format, false))));
    for (int i = 0; i < 9; i++) {
      query("/api/x", "p", value + i);
    }

    assertThat(findings().stream().anyMatch(f -> f.kind() == Kind.TYPE_MISMATCH)).isEqualTo(told);
  }

  @Test
  void callsThatSucceedWithoutWhatIsRequiredAreTold() {
    require("day");
    for (int i = 0; i < 5; i++) {
      query("/api/x", "limit", "" + i);
    }
    query("/api/x", "day", "2026-10-05");

    assertThat(missing())
        .singleElement()
        .satisfies(finding -> assertThat(finding.evidence()).isEqualTo("day (at least 4 calls)"));
  }

  @Test
  void logThatLeavesQueriesOutDoesNotShowThatWhatIsRequiredIsMissing() {
    require("day");
    for (int i = 0; i < 50; i++) {
      call("GET", "/api/x", 200);
    }
    query("/api/x", "limit", "7");

    assertThat(missing()).isEmpty();
  }

  @Test
  void refusedCallsDoNotShowThatWhatIsRequiredIsMissing() {
    require("day");
    for (int i = 0; i < 50; i++) {
      Activity call = Traffic.of("k").get("/api/x").status(400).at(calls.size());
      calls.add(Traffic.with(call, List.of(Parameter.of(Place.QUERY, "limit", "" + i))));
    }

    assertThat(missing()).isEmpty();
  }

  @Test
  void requiredParameterSpeltAsAnArrayIsThere() {
    require("day");
    for (int i = 0; i < 5; i++) {
      Activity call = Traffic.of("k").get("/api/x").at(calls.size());
      calls.add(
          Traffic.with(
              call,
              List.of(
                  Parameter.of(Place.QUERY, "limit", "" + i),
                  Parameter.of(Place.QUERY, "Day[]", "2026-10-05"))));
    }

    assertThat(missing()).isEmpty();
  }

  @Test
  void parametersNobodyDescribedAreListedOnce() {
    declare("GET", "/api/x", Auth.UNKNOWN);
    for (int i = 0; i < 5; i++) {
      query("/api/x", "debug", "" + i);
      query("/api/x", "role", "" + i);
    }
    query("/api/x", "once", "1");

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.UNDOCUMENTED_PARAMETER);
          assertThat(finding.evidence()).isEqualTo("debug, role");
        });
  }

  @Test
  void caseOfAPathAndSlashAtItsEndDoNotMakeItAnother() {
    declare("GET", "/Api/Users/", Auth.UNKNOWN);
    call("GET", "/api/users", 200);

    assertThat(findings()).isEmpty();
  }

  @Test
  void descriptionOfAnotherHostIsNotApplied() {
    declare("GET", "/other/{x}", Auth.UNKNOWN);
    call("GET", "/api/users", 200);

    Compared compared = compared(new ApiSpec("s", List.of("other.example"), declared, List.of()));
    assertThat(compared.unapplied()).containsExactly("s");
    assertThat(compared.inventory().apis().getFirst().specFindings()).isEmpty();
  }

  @Test
  void descriptionUnderAnOuterNameIsAppliedToTheInnerOneItFits() {
    declare("GET", "/api/users/{id}", Auth.UNKNOWN);
    call("GET", "/api/users/17", 200);
    call("GET", "/api/users/18", 200);
    call("GET", "/api/shadow", 200);

    Compared compared = compared(new ApiSpec("s", List.of("outer.example"), declared, List.of()));
    assertThat(compared.inventory().apis().getFirst().specFindings())
        .extracting(SpecFinding::operation)
        .containsExactly("GET /api/shadow");
  }

  @Test
  void operationDescribedUnderSeveralBasePathsIsUsedByEither() {
    declared.add(
        new SpecOperation("GET", List.of("/v1/a", "/v2/a"), false, Auth.UNKNOWN, false, List.of()));
    call("GET", "/v2/a", 200);

    assertThat(findings()).isEmpty();
  }

  private void require(String name) {
    List<SpecParameter> parameters =
        List.of(
            new SpecParameter(Place.QUERY, name, "string", "", true),
            new SpecParameter(Place.QUERY, "limit", "integer", "", false));
    declared.add(
        new SpecOperation("GET", List.of("/api/x"), false, Auth.UNKNOWN, false, parameters));
  }

  private List<SpecFinding> missing() {
    return findings().stream().filter(f -> f.kind() == Kind.REQUIRED_MISSING).toList();
  }

  private void declare(String method, String template, Auth auth) {
    declared.add(new SpecOperation(method, List.of(template), false, auth, false, List.of()));
  }

  private void call(String method, String path, int status) {
    calls.add(
        Traffic.of("k")
            .calling(new Call(HOST, method, path, "", ""))
            .status(status)
            .at(calls.size()));
  }

  private void anonymous(String path, int status) {
    calls.add(Traffic.of("k").by(Caller.ANONYMOUS).get(path).status(status).at(calls.size()));
  }

  private void query(String path, String name, String value) {
    Activity call = Traffic.of("k").get(path).at(calls.size());
    calls.add(Traffic.with(call, List.of(Parameter.of(Place.QUERY, name, value))));
  }

  private List<SpecFinding> findings() {
    return compared().inventory().apis().getFirst().specFindings();
  }

  private Compared compared() {
    return compared(new ApiSpec("spec.yaml", List.of(HOST), declared, List.of()));
  }

  private Compared compared(ApiSpec spec) {
    Engine engine =
        new Engine(EngineSettings.defaults(), TestContent.detections(), new ConjunctionScorer());
    DeclaredRoutes routes = new DeclaredRoutes(List.of(spec));
    calls.forEach(call -> engine.accept(routes.route(call)));
    return SpecComparison.of(engine.finish().inventory(), List.of(spec));
  }
}
