package dev.warder.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.model.Call;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.OperationSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the learner of templates promises, on random traffic of an API with parameters of every
/// make.
class PathTemplatesTest {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
  private static final String[] COLLECTIONS = {
    "users", "groups", "orders", "widgets", "gadgets/parts", "api/v2/accounts"
  };

  private record Request(String method, String path, int status) {}

  private final Operations operations = new Operations(TestContent.detections());
  private int second;

  private OperationView call(String method, String path, int status) {
    Call call = new Call("api.example.com", method, path, "", "");
    return operations.resolve(Traffic.of("k").calling(call).status(status).at(second++));
  }

  private OperationView call(Request request) {
    return call(request.method, request.path, request.status);
  }

  /// Calls per operation, by its name.
  private static Map<String, Long> learned(Operations operations) {
    operations.settle();
    Map<String, Long> learned = new TreeMap<>();
    for (ApiSummary api : operations.summaries(id -> new OperationState.Callers(1, List.of()))) {
      for (OperationSummary operation : api.operations()) {
        learned.merge(operation.operation().name(), operation.calls(), Long::sum);
      }
    }
    return learned;
  }

  private static Map<String, Long> learnedFrom(List<Request> requests) {
    PathTemplatesTest other = new PathTemplatesTest();
    requests.forEach(other::call);
    return learned(other.operations);
  }

  private static List<Request> traffic(Random random, int size) {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String path = "/" + COLLECTIONS[random.nextInt(COLLECTIONS.length)];
      if (random.nextInt(4) > 0) {
        path += "/" + value(random, path);
        path += random.nextInt(3) == 0 ? "/keys" : random.nextInt(4) == 0 ? "/logins/17" : "";
      } else if (random.nextInt(3) == 0) {
        path += random.nextBoolean() ? "/search" : "/me";
      }
      requests.add(new Request(METHODS.get(random.nextInt(METHODS.size())), path, 200));
    }
    return requests;
  }

  /// Groups have names, users e-mail addresses and names, all others numbers and tokens.
  private static String value(Random random, String path) {
    if (path.endsWith("groups")) {
      return Words.word(random.nextInt(200));
    }
    if (path.endsWith("users")) {
      return Words.word(random.nextInt(60)) + (random.nextBoolean() ? "" : "@example.com");
    }
    return random.nextBoolean()
        ? Integer.toString(random.nextInt(10_000))
        : Long.toHexString(random.nextLong() | 1L << 60);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatWasNotFoundTeachesNothing(long seed) {
    Random random = new Random(seed);
    List<Request> requests = traffic(random, 3_000);
    List<Request> scanned = new ArrayList<>();
    for (Request request : requests) {
      scanned.add(request);
      scanned.add(new Request("GET", request.path + "/" + Words.word(random.nextInt(500)), 404));
      scanned.add(new Request("GET", "/" + Words.word(random.nextInt(500)), 404));
    }

    Map<String, Long> learned = learnedFrom(scanned);

    assertThat(learned.remove("GET (unknown path)")).isPositive();
    assertThat(learned.keySet()).isEqualTo(learnedFrom(requests).keySet());
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void templatesOnlyWidenAndOldNumbersLeadToTheNewOnes(long seed) {
    List<Request> requests = traffic(new Random(seed), 3_000);
    Map<Request, Integer> numbers = new HashMap<>();
    for (Request request : requests) {
      int number = call(request).id();
      Integer before = numbers.put(request, number);
      if (before != null) {
        assertThat(operations.canonical(before)).isEqualTo(number);
      }
    }
    operations.settle();

    numbers.forEach((request, number) -> {
      OperationView now = operations.byId(number);
      assertThat(now.operation().method()).isEqualTo(request.method);
      assertThat(accepts(now.operation().template(), request.path))
          .as("%s for %s", now.operation().template(), request.path)
          .isTrue();
      assertThat(call(request).id()).isEqualTo(now.id());
    });
    assertThat(learned(operations).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(requests.size() + numbers.size());
  }

  private static boolean accepts(String template, String path) {
    String[] segments = template.split("/", -1);
    String[] parts = path.split("/", -1);
    if (segments.length != parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!segments[i].startsWith("{") && !segments[i].equals(parts[i])) {
        return false;
      }
    }
    return true;
  }

  @Test
  void operationsOfDifferentMethodsAreNeverOne() {
    for (int i = 0; i < 100; i++) {
      for (String method : METHODS) {
        call(method, "/users/" + Words.word(i), 200);
      }
    }

    assertThat(learned(operations))
        .isEqualTo(
            Map.of(
                "GET /users/{user}", 100L,
                "POST /users/{user}", 100L,
                "PUT /users/{user}", 100L,
                "DELETE /users/{user}", 100L));
  }

  @Test
  void wordsThatAreNeverIdsStayWordsWhateverIsBesideThem() {
    for (int i = 0; i < 2_000; i++) {
      call("GET", "/users/" + Words.word(i), 200);
      call("GET", "/users/" + i, 200);
    }
    for (String word : List.of("me", "self", "search", "export", "batch", "count", "$count")) {
      assertThat(call("GET", "/users/" + word, 200).operation().template())
          .isEqualTo("/users/" + word);
    }

    assertThat(learned(operations))
        .containsEntry("GET /users/{userId}", 4_000L)
        .containsEntry("GET /users/me", 1L)
        .hasSize(8);
  }

  @Test
  void childrenOfOnePlaceAreBoundedWhateverIsCalled() {
    for (int i = 0; i < 20_000; i++) {
      call("GET", "/" + Words.word(i), 200);
      call("GET", "/usage(" + Words.word(i) + "='x')", 200);
      call("GET", "/" + Words.known(i), 200);
    }

    assertThat(learned(operations))
        .hasSizeLessThanOrEqualTo(PathNode.MAX_KNOWN_WORDS + PathNode.MAX_FRAMES + 1)
        .hasSizeGreaterThan(PathNode.MAX_WORDS);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void anotherOrderGivesNearlyTheSameTemplatesAndTheSameOrderTheSame(long seed) {
    List<Request> requests = traffic(new Random(seed), 4_000);
    Map<String, Long> learned = learnedFrom(requests);
    List<Request> shuffled = new ArrayList<>(requests);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(learnedFrom(requests)).isEqualTo(learned);
    Set<String> both = new HashSet<>(learned.keySet());
    both.retainAll(learnedFrom(shuffled).keySet());
    assertThat(both.size()).isGreaterThanOrEqualTo(learned.size() * 95 / 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void parametersOfOneTemplateHaveDifferentNamesThatOpenApiTakes(long seed) {
    Random random = new Random(seed);
    String[] odd = {"users", "v1", "Ünïts", "a.b", "x-y_z", "17", "users('5')", "top(n=5,n=6)"};
    for (int i = 0; i < 2_000; i++) {
      StringBuilder path = new StringBuilder();
      for (int depth = random.nextInt(8); depth >= 0; depth--) {
        path.append('/').append(odd[random.nextInt(odd.length)]);
      }
      String template = call("GET", path.toString(), 200).operation().template();
      List<String> names = new ArrayList<>();
      for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
        names.add(template.substring(open + 1, template.indexOf('}', open)));
      }
      assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z]\\w*"));
    }
  }

  @Test
  void resourcesWithTheSameActionsBelowStayApart() {
    for (String resource : List.of("originator", "refunds", "recurring", "intents", "xfers")) {
      for (String action : List.of("create", "get", "list", "cancel")) {
        call("POST", "/transfer/" + resource + "/" + action, 200);
      }
    }

    assertThat(learned(operations)).hasSize(20);
  }

  @Test
  void versionsOfAnApiStayApart() {
    Set<String> templates = new TreeSet<>();
    for (String version : List.of("v1", "v2", "v2beta1", "2010-04-01", "2024-01-01", "1.0", "2")) {
      templates.add(call("GET", "/" + version + "/users", 200).operation().template());
    }

    assertThat(templates).contains("/v1/users", "/v2/users", "/v2beta1/users", "/2010-04-01/users");
  }

  @Test
  void manyNumbersAtTheTopAreNoVersions() {
    for (int i = 1; i < 30; i++) {
      call("GET", "/" + i + "/users", 200);
    }

    assertThat(learned(operations)).isEqualTo(Map.of("GET /{id}/users", 29L));
  }

  @Test
  void thingsNumberedThroughAreValuesHoweverWellTheirWordIsKnown() {
    for (int i = 0; i < 6; i++) {
      call("GET", "/realm/roles/role-" + i, 200);
    }
    assertThat(learned(operations).keySet())
        .singleElement()
        .asString()
        .startsWith("GET /realm/roles/{");
  }

  @Test
  void fewNumberedWordsAndVersionsStayWords() {
    for (int i = 1; i <= 3; i++) {
      call("GET", "/settings/address-" + i, 200);
    }
    for (int i = 1; i <= 5; i++) {
      call("GET", "/api/v" + i + "/status", 200);
    }
    assertThat(learned(operations)).hasSize(8);
  }
}
