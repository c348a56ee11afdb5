package dev.warder.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.model.Call;
import dev.warder.model.Operation;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
  private final Operations operations = new Operations(TestContent.detections());
  private int second;

  private OperationView call(String path, int status) {
    return operations.resolve(Traffic.of("k").get(path).status(status).at(second++));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users/17, /api/users/{userId}",
    "/api/users/17/keys/18, /api/users/{userId}/keys/{keyId}",
    "/api/users/17/users/18, /api/users/{userId}/users/{userId2}",
    "/api/users/6ba7b810-9dad-11d1-80b4-00c04fd430c8, /api/users/{userId}",
    "/api/users/58a594ce9c0ef5cd76425438, /api/users/{userId}",
    "/api/system-users/cus_N1a2B3c4D5, /api/system-users/{systemUserId}",
    "/api/users/17.json, /api/users/{userId}.json",
    "/api/users/17:undelete, /api/users/{userId}:undelete",
    "/api/users('17'), /api/users('{id}')",
    "/api/usage(period='D7'), /api/usage(period='{period}')",
    "/api/usage(period=%27D7%27), /api/usage(period='{period}')",
    "/2010-04-01/accounts/17, /2010-04-01/accounts/{accountId}",
    "/1/boards/17, /1/boards/{boardId}",
    "/api/users/jo@example.com, /api/users/{email}",
    "/api/report/2026-10-05, /api/report/{date}",
    "/api/v2/users, /api/v2/users",
    "/api/v1.1/users/me, /api/v1.1/users/me",
    "/api/oauth2/token, /api/oauth2/token",
    "/, /",
  })
  void typedSegmentIsAParameterFromTheFirstCall(String path, String template) {
    assertThat(call(path, 200).operation().template()).isEqualTo(template);
  }

  @Test
  void pathsThatDoNotExistTeachNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(call("/admin" + (char) ('a' + i % 26) + "x", 404).isUnknownPath()).isTrue();
    }
    call("/api/users", 200);

    assertThat(operations.find("api.example.com", "GET", "/adminax")).isNull();
    assertThat(operations.find("api.example.com", "GET", "/api/users")).isNotNull();
  }

  @Test
  void notFoundOnAKnownTemplateBelongsToIt() {
    OperationView known = call("/api/users/17", 200);

    assertThat(call("/api/users/4711", 404)).isEqualTo(known);
  }

  @Test
  void siblingsThatBehaveLikeValuesBecomeAParameterAndKeepTheirCount() {
    int first = call("/api/groups/" + word(0) + "/members", 200).id();
    for (int i = 1; i < 79; i++) {
      call("/api/groups/" + word(i) + "/members", 200);
    }
    OperationView last = call("/api/groups/" + word(79) + "/members", 200);

    assertThat(last.operation())
        .isEqualTo(new Operation("api.example.com", "GET", "/api/groups/{group}/members"));
    assertThat(operations.canonical(first)).isEqualTo(last.id());
    assertThat(
            operations
                .summaries(id -> new OperationState.Callers(1, List.of()))
                .getFirst()
                .operations())
        .singleElement()
        .satisfies(operation -> assertThat(operation.calls()).isEqualTo(80));
  }

  @Test
  void resourcesCalledAgainAndAgainStayWords() {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 40; i++) {
        call("/api/" + word(i), 200);
      }
    }

    assertThat(
            operations
                .summaries(id -> new OperationState.Callers(1, List.of()))
                .getFirst()
                .operations())
        .hasSize(40);
  }

  @Test
  void siblingsWithDifferentThingsBelowStayApart() {
    for (int i = 0; i < 60; i++) {
      call("/api/" + word(i) + "/" + word(1_000 + i), 200);
    }

    assertThat(call("/api/" + word(3) + "/" + word(1_003), 200).operation().template())
        .isEqualTo("/api/" + word(3) + "/" + word(1_003));
  }

  @Test
  void wordCalledOftenStaysBesideTheParameter() {
    for (int i = 0; i < 500; i++) {
      call("/api/users/me", 200);
    }
    for (int i = 0; i < 80; i++) {
      call("/api/users/" + word(i), 200);
    }

    assertThat(call("/api/users/me", 200).operation().template()).isEqualTo("/api/users/me");
    assertThat(call("/api/users/" + word(7), 200).operation().template())
        .isEqualTo("/api/users/{user}");
  }

  @Test
  void frameworksRouteIsTakenAsItIs() {
    Call routed = new Call("api.example.com", "GET", "/a/b", "/a/:thing/<int:n>/*rest", "");

    assertThat(operations.resolve(Traffic.of("k").calling(routed).at(0)).operation().template())
        .isEqualTo("/a/{thing}/{n}/{rest}");
  }

  @Test
  void namedOperationIsOneWhateverItsPaths() {
    OperationView first = named("/api/groups/alpha/members");
    OperationView second = named("/api/groups/beta/members");

    assertThat(second).extracting(OperationView::id).isEqualTo(first.id());
    assertThat(second.operation().template()).isEqualTo("/api/groups/{name}/members");
  }

  private OperationView named(String path) {
    Call call = new Call("api.example.com", "GET", path, "", "members_list");
    return operations.resolve(Traffic.of("k").calling(call).at(second++));
  }

  @Test
  void oneGraphQlPathHasAnOperationPerName() {
    OperationView mutation = graphQl("mutation createUser", 200);
    OperationView query = graphQl("query users", 200);

    assertThat(mutation.operation().name()).isEqualTo("POST /graphql#createUser");
    assertThat(query.operation().name()).isEqualTo("POST /graphql#users");
    assertThat(graphQl("mutation createUser", 500).id()).isEqualTo(mutation.id());
    assertThat(graphQl("query users", 401).id()).isEqualTo(query.id());
  }

  @Test
  void namesThatCallersInventDoNotGrowTheInventory() {
    assertThat(graphQl("query guess", 401).isUnknownPath()).isTrue();
    for (int i = 0; i < 3 * MethodOperations.MAX_CALLER_NAMED; i++) {
      graphQl("query " + word(i), 200);
    }

    assertThat(operations.size()).isLessThan(MethodOperations.MAX_CALLER_NAMED + 5);
    assertThat(graphQl("query last", 200).operation().template()).isEqualTo("/graphql");
  }

  private OperationView graphQl(String action, int status) {
    Call call = new Call("api.example.com", "POST", "/graphql", "", action);
    return operations.resolve(Traffic.of("k").calling(call).status(status).at(second++));
  }

  @Test
  void aRemoteCallIsThePathOfItsMethod() {
    Call remote = new Call("a", "POST", "/shop.v1.Users/Get", "/shop.v1.Users/Get", "");

    assertThat(operations.resolve(Traffic.of("k").calling(remote).at(0)).operation().name())
        .isEqualTo("POST /shop.v1.Users/Get");
  }

  @Test
  void memoryDoesNotGrowWithHostilePaths() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      call("/" + word(random.nextInt(1_000_000)) + "/" + word(random.nextInt(1_000_000)), 200);
    }

    assertThat(operations.size()).isLessThan(OperationTable.MAX_OPERATIONS / 5);
  }

  @Test
  void randomIdsOfEveryTypeGiveOneOperation() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      call("/u/" + new UUID(random.nextLong(), random.nextLong()), 200);
      call("/i/" + random.nextInt(1_000_000), 200);
      call("/h/" + Long.toHexString(random.nextLong() | 1L << 60), 200);
    }

    assertThat(
            operations
                .summaries(id -> new OperationState.Callers(1, List.of()))
                .getFirst()
                .operations())
        .hasSize(3);
  }

  /// A word without digits, different for every number.
  private static String word(int n) {
    StringBuilder word = new StringBuilder("w");
    for (int rest = n + 1; rest > 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.append("ly").toString();
  }
}
