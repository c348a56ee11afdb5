package dev.warder.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WeekTest {
  private final Week week = Week.generate(Story.SEED);
  private final Theft theft = week.theft();
  private final String stolen = theft.stolen().uid();
  private final String minted = theft.minted().uid();
  private final Set<String> thiefAddresses =
      theft.addresses().stream().map(Network.Address::text).collect(Collectors.toSet());

  @Test
  void thiefUsesTheStolenKeyOnlyFromTheStatedTimeOn() {
    List<ApiCall> thefts = callsOf(stolen).stream().filter(this::isThiefs).toList();

    assertThat(thefts).hasSizeGreaterThan(30);
    assertThat(thefts.getFirst().timeMillis()).isEqualTo(Story.THEFT);
    assertThat(thefts)
        .allMatch(call -> call.address().equals(theft.addresses().getFirst()))
        .allMatch(call -> call.client().equals(Client.GO_HTTP));
  }

  @Test
  void ownersTrafficGoesOnDuringAndAfterTheTheft() {
    List<ApiCall> own = callsOf(stolen).stream().filter(call -> !isThiefs(call)).toList();

    for (int day = 0; day < Story.DAYS; day++) {
      long midnight = Story.FIRST_MIDNIGHT + day * Story.DAY_MILLIS;
      assertThat(own)
          .as("day %d", day)
          .filteredOn(call -> call.timeMillis() / Story.DAY_MILLIS == midnight / Story.DAY_MILLIS)
          .hasSizeGreaterThan(96);
    }
    assertThat(own)
        .anyMatch(call -> call.timeMillis() > Story.THEFT && call.timeMillis() < Story.RETURN)
        .anyMatch(call -> call.timeMillis() > Story.RETURN)
        .allMatch(call -> call.client().equals(Client.STAFFTREE));
  }

  @Test
  void nobodyHonestSharesTheThiefsAddressOrCommand() {
    assertThat(week.calls())
        .filteredOn(call -> !Set.of(stolen, minted).contains(call.key().uid()))
        .noneMatch(this::isThiefs)
        .noneMatch(call -> call.subject().equals(theft.command()))
        .noneMatch(call -> call.client().equals(Client.GO_HTTP));
  }

  @Test
  void mintedKeyIsMadeByTheStolenOneAndUsedByTheThiefAlone() {
    assertThat(callsOf(stolen))
        .filteredOn(call -> call.mintedKey().equals(minted))
        .singleElement()
        .matches(call -> call.timeMillis() == theft.minted().createdMillis())
        .matches(this::isThiefs);
    assertThat(callsOf(minted))
        .isNotEmpty()
        .allMatch(this::isThiefs)
        .allMatch(call -> call.timeMillis() >= Story.RETURN);
  }

  @Test
  void theftRunsThroughEveryActOfTheStoryInOrder() {
    List<Route> acts =
        List.of(
            Route.USERS,
            Route.SYSTEMS,
            Route.COMMANDS,
            Route.POLICIES,
            Route.API_KEY_CREATE,
            Route.COMMAND_CREATE,
            Route.COMMAND_RUN,
            Route.COMMAND_RESULT,
            Route.COMMAND_RESULT_DELETE);

    List<Route> told =
        week.calls().stream()
            .filter(this::isThiefs)
            .map(ApiCall::route)
            .filter(Objects::nonNull)
            .filter(acts::contains)
            .distinct()
            .toList();

    assertThat(told).containsExactlyElementsOf(acts);
  }

  @Test
  void readmeStatesEveryFactOfTheTruth() {
    Truth truth = new Truth(week);

    assertThat(truth.readme()).contains(truth.facts().values());
  }

  @Test
  void inventoryListsEveryKeyOnceAndNoneIsUsedBeforeItWasMade() {
    Map<String, Long> created =
        week.keys().stream().collect(Collectors.toMap(ApiKey::uid, ApiKey::createdMillis));

    assertThat(week.calls())
        .allMatch(
            call -> call.timeMillis() > created.getOrDefault(call.key().uid(), Long.MAX_VALUE));
    assertThat(created).containsEntry(minted, theft.minted().createdMillis());
  }

  @Test
  void robbedCustomersAuditLogTellsTheTheftAtTheSameTimesUnderIdsOfItsOwn() {
    String log =
        SampleFiles.generate(Story.SEED)
            .text("directory-insights/" + week.world().victim().domain() + ".ndjson");

    List<ApiCall> changes =
        week.calls().stream()
            .filter(this::isThiefs)
            .filter(call -> call.route() != null && !call.route().auditEvent.isEmpty())
            .toList();
    assertThat(changes).hasSizeGreaterThan(10);
    for (ApiCall call : changes) {
      String time = Instant.ofEpochMilli(call.timeMillis()).toString();
      assertThat(log.lines())
          .anyMatch(line ->
              !line.contains(call.uid())
                  && line.contains(time.substring(0, 19))
                  && line.contains(call.address().text()));
    }
  }

  @Test
  void callsStandInTheOrderTheyWereLoggedAndSomeOvertakeOthers() {
    long[] logged = week.calls().stream().mapToLong(ApiCall::loggedMillis).toArray();
    long[] received = week.calls().stream().mapToLong(ApiCall::timeMillis).toArray();

    assertThat(logged).isSorted();
    assertThat(Arrays.stream(received).sorted().toArray()).isNotEqualTo(received);
  }

  @Test
  void idsAreUnique() {
    assertThat(new HashSet<>(week.calls().stream().map(ApiCall::uid).toList()))
        .hasSameSizeAs(week.calls());
  }

  @Test
  void logsHoldFailuresOfEveryOrdinarySort() {
    assertThat(week.calls().stream().map(ApiCall::status).distinct())
        .contains(200, 201, 204, 401, 403, 404, 429, 500);
  }

  private boolean isThiefs(ApiCall call) {
    return thiefAddresses.contains(call.address().text());
  }

  private List<ApiCall> callsOf(String key) {
    return week.calls().stream().filter(call -> call.key().uid().equals(key)).toList();
  }
}
