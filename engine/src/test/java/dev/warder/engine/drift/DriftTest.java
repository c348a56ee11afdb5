package dev.warder.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.drift.Drift.Change;
import dev.warder.engine.drift.Drift.Kind;
import dev.warder.engine.drift.Snapshot.OperationTrace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final OperationTrace PLAIN = trace(false, Map.of("query limit", "integer"));

  @Test
  void sameInventoryDoesNotDrift() {
    assertThat(drift(Map.of("GET /a", PLAIN), Map.of("GET /a", PLAIN))).isEmpty();
  }

  @Test
  void operationsComeAndGo() {
    assertThat(drift(Map.of("GET /a", PLAIN), Map.of("GET /b", PLAIN)))
        .containsExactly(
            new Change(Kind.NEW_OPERATION, "h", "GET /b", ""),
            new Change(Kind.GONE_OPERATION, "h", "GET /a", ""));
  }

  @Test
  void newApiIsAllNewOperations() {
    Snapshot empty = new Snapshot(0, 5, new TreeMap<>(), new TreeSet<>());
    Drift drift = Drift.between(empty, snapshot(Map.of("GET /a", trace(true, Map.of()))));

    assertThat(drift.sinceMicros()).isEqualTo(5);
    assertThat(drift.changes())
        .containsExactly(new Change(Kind.NEW_OPERATION, "h", "GET /a", "answers without a key"));
  }

  @Test
  void parametersComeGoAndChangeTheirType() {
    OperationTrace now = trace(false, Map.of("query limit", "string", "query debug", "boolean"));
    OperationTrace before = trace(false, Map.of("query limit", "integer", "query q", "string"));

    assertThat(drift(Map.of("GET /a", before), Map.of("GET /a", now)))
        .containsExactly(
            new Change(Kind.NEW_PARAMETER, "h", "GET /a", "query debug"),
            new Change(Kind.RETYPED_PARAMETER, "h", "GET /a", "query limit: integer became string"),
            new Change(Kind.GONE_PARAMETER, "h", "GET /a", "query q"));
  }

  @Test
  void whatBecomesAnonymousOrSensitiveComesFirst() {
    OperationTrace now =
        new OperationTrace(
            9, true, new TreeMap<>(Map.of("query x", "string")), new TreeSet<>(Set.of("iban")));

    assertThat(drift(Map.of("GET /a", trace(false, Map.of())), Map.of("GET /a", now)))
        .extracting(Change::kind)
        .containsExactly(Kind.NOW_ANONYMOUS, Kind.NEW_SENSITIVE, Kind.NEW_PARAMETER);
  }

  @Test
  void keysComeAndGo() {
    Snapshot before = new Snapshot(0, 1, new TreeMap<>(), new TreeSet<>(Set.of("k1", "k2")));
    Snapshot now = new Snapshot(2, 3, new TreeMap<>(), new TreeSet<>(Set.of("k2", "k3")));

    assertThat(Drift.between(before, now).changes())
        .containsExactly(
            new Change(Kind.NEW_KEY, "", "", "k3"), new Change(Kind.GONE_KEY, "", "", "k1"));
  }

  @Test
  void apiWhoseLogsWereNotReadIsNotMissedAndStaysKnown() {
    Snapshot before = snapshot(Map.of("GET /a", PLAIN));
    Snapshot later = new Snapshot(8, 9, new TreeMap<>(), new TreeSet<>(Set.of("k")));

    assertThat(Drift.between(before, later).changes())
        .extracting(Change::kind)
        .containsExactly(Kind.NEW_KEY);
    assertThat(before.updatedBy(later).apis()).isEqualTo(before.apis());
    assertThat(before.updatedBy(later).keys()).containsExactly("k");
  }

  @Test
  void driftBackwardsIsTheMirrorOfDriftForwards() {
    Snapshot one = snapshot(Map.of("GET /a", PLAIN, "GET /b", PLAIN));
    Snapshot other = snapshot(Map.of("GET /b", trace(true, Map.of()), "GET /c", PLAIN));
    Map<Kind, Long> forwards = Drift.between(one, other).count();
    Map<Kind, Long> backwards = Drift.between(other, one).count();

    assertThat(forwards.get(Kind.NEW_OPERATION)).isEqualTo(backwards.get(Kind.GONE_OPERATION));
    assertThat(forwards.get(Kind.GONE_PARAMETER)).isEqualTo(backwards.get(Kind.NEW_PARAMETER));
    assertThat(forwards.get(Kind.NOW_ANONYMOUS)).isEqualTo(backwards.get(Kind.NO_LONGER_ANONYMOUS));
  }

  private static List<Change> drift(
      Map<String, OperationTrace> before, Map<String, OperationTrace> now) {
    return Drift.between(snapshot(before), snapshot(now)).changes();
  }

  private static Snapshot snapshot(Map<String, OperationTrace> operations) {
    TreeMap<String, java.util.NavigableMap<String, OperationTrace>> apis = new TreeMap<>();
    apis.put("h", new TreeMap<>(operations));
    return new Snapshot(1, 2, apis, new TreeSet<>());
  }

  private static OperationTrace trace(boolean anonymous, Map<String, String> parameters) {
    return new OperationTrace(3, anonymous, new TreeMap<>(parameters), new TreeSet<>());
  }
}
