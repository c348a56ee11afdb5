package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.MappingReader;
import dev.warder.collect.mapping.MappingSampler.Suggestion;
import dev.warder.collect.mapping.Word;
import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MappingSuggestionTest {
  private static final String FOLDER = "data/formats/same-traffic/";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// What a suggestion must find in every access log. A path behind a stage is told in full.
  private static final List<Word> ALWAYS =
      List.of(Word.TIME, Word.METHOD, Word.TARGET, Word.STATUS, Word.ADDRESS, Word.AGENT);

  private static final Map<Word, Function<Activity, Object>> FACTS =
      Map.of(
          Word.TIME, Activity::timeMicros,
          Word.METHOD, activity -> activity.call().method(),
          Word.STATUS, activity -> activity.outcome().status(),
          Word.ADDRESS, activity -> activity.source().address(),
          Word.AGENT, activity -> activity.client().userAgent(),
          Word.UID, Activity::uid,
          Word.HOST, activity -> activity.call().api(),
          Word.PRINCIPAL, activity -> activity.caller().principalUid(),
          Word.RESPONSE_BYTES, Activity::responseBytes,
          Word.LATENCY, Activity::latencyMicros);

  private static Suggestion suggestion(String log) {
    return MappingSuggestion.of(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Activity> read(Suggestion suggestion, String log) {
    Mapping mapping =
        MappingReader.read("suggested", suggestion.mapping().getBytes(StandardCharsets.UTF_8));
    CollectOptions options =
        CollectOptions.defaults().withThreads(1).withMapping(mapping).withFormat("json");
    return Collected.of(options, log.getBytes(StandardCharsets.UTF_8)).activities();
  }

  @TestFactory
  Stream<DynamicTest> aLogRenamedAndReshapedGivesTheSameCalls() {
    return Stream.of(
            "nginx-json.log",
            "envoy-json.log",
            "kong-http-log.ndjson",
            "aws-apigateway-rest.json.log")
        .flatMap(file ->
            IntStream.range(0, 12)
                .mapToObj(
                    seed -> DynamicTest.dynamicTest(file + " " + seed, () -> check(file, seed))));
  }

  private static void check(String file, int seed) {
    Reshaping reshaping = Reshaping.of(new Random(seed));
    List<String> lines = SharedFiles.lines(FOLDER + file);
    StringBuilder log = new StringBuilder();
    lines.forEach(line -> log.append(reshaping.apply(line)).append('\n'));
    Suggestion suggestion = suggestion(log.toString());
    assertThat(suggestion.found())
        .as(suggestion.mapping())
        .containsAll(ALWAYS.stream().map(Word::label).toList());
    List<Activity> suggested = read(suggestion, log.toString());
    List<Activity> truth = Collected.of(SharedFiles.at(FOLDER + file)).activities();
    assertThat(suggested).as(suggestion.mapping()).hasSameSizeAs(truth);
    for (int i = 0; i < truth.size(); i++) {
      checkOne(suggestion, suggested.get(i), truth.get(i));
    }
  }

  private static void checkOne(Suggestion suggestion, Activity suggested, Activity truth) {
    FACTS.forEach((word, fact) -> {
      if (suggestion.found().contains(word.label())) {
        assertThat(fact.apply(suggested))
            .as("%s of %s", word, suggestion.mapping())
            .isEqualTo(fact.apply(truth));
      }
    });
    assertThat(suggested.call().path()).endsWith(truth.call().path());
    if (suggestion.found().contains(Word.KEY_ID.label())
        && truth.caller().kind() == CredentialKind.API_KEY) {
      assertThat(suggested.caller().credentialUid()).isEqualTo(truth.caller().credentialUid());
    }
  }

  /// Other spelling of names, other nesting, numbers as text and text as numbers.
  private record Reshaping(Function<String, String> spelling, int nesting, boolean retyped) {
    private static final List<Function<String, String>> SPELLINGS =
        List.of(
            name -> name,
            name -> camel(name),
            name -> camel(name).substring(0, 1).toUpperCase(Locale.ROOT) + camel(name).substring(1),
            name -> name.replace('_', '-'),
            name -> name.replace('-', '_').toUpperCase(Locale.ROOT));

    static Reshaping of(RandomGenerator random) {
      return new Reshaping(
          SPELLINGS.get(random.nextInt(SPELLINGS.size())), random.nextInt(3), random.nextBoolean());
    }

    private static String camel(String name) {
      StringBuilder out = new StringBuilder();
      for (String part : name.split("[_-]", -1)) {
        boolean first = out.isEmpty() || part.isEmpty();
        out.append(
            first ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
      }
      return out.toString();
    }

    String apply(String line) {
      JsonNode renamed = renamed(MAPPER.readTree(line));
      ObjectNode outer = MAPPER.createObjectNode();
      outer.put("lvl", "info");
      switch (nesting) {
        case 0 ->
            renamed.properties().forEach(field -> outer.set(field.getKey(), field.getValue()));
        case 1 -> outer.set("ctx", renamed);
        default -> outer.set("a", MAPPER.createObjectNode().set("b/c", renamed));
      }
      return outer.toString();
    }

    private JsonNode renamed(JsonNode node) {
      if (node instanceof ObjectNode object) {
        ObjectNode out = MAPPER.createObjectNode();
        object
            .properties()
            .forEach(field -> out.set(spelling.apply(field.getKey()), renamed(field.getValue())));
        return out;
      }
      if (!retyped || node.isNull() || node.isContainer()) {
        return node;
      }
      String text = node.asString();
      return text.matches("[1-9][0-9]{0,14}")
          ? node.isNumber() ? MAPPER.valueToTree(text) : MAPPER.valueToTree(Long.parseLong(text))
          : node;
    }
  }

  @Test
  void recordsInsideAListAreFoundThere() {
    StringBuilder log = new StringBuilder("{\"page\":1,\"result\":{\"calls\":[");
    List<String> lines = new ArrayList<>(SharedFiles.lines(FOLDER + "nginx-json.log"));
    log.append(String.join(",", lines)).append("]}}");
    Suggestion suggestion = suggestion(log.toString());
    assertThat(suggestion.mapping()).contains("records: \"/result/calls\"");
    assertThat(read(suggestion, log.toString())).hasSize(60);
  }

  @Test
  void aTimeWithoutAZoneIsTakenAsUtcAndSaysSo() {
    String log = "{\"when\":\"2024-06-03 08:00:00.449\",\"what\":\"/a\"}\n".repeat(3);
    Suggestion suggestion = suggestion(log);
    assertThat(suggestion.remarks()).anyMatch(remark -> remark.contains("UTC is assumed"));
    assertThat(read(suggestion, log).getFirst().timeMicros()).isEqualTo(1_717_401_600_449_000L);
  }

  @Test
  void fractionsOfAnyLengthAreReadAndNamedActionsAreCalls() {
    String log =
        """
        {"at":"2024-06-03T08:00:00","event":"user.login","user":"bob"}
        {"at":"2024-06-03T08:00:00.4","event":"key.create","user":"bob"}
        {"at":"2024-06-03T08:00:00.44912","event":"key.create","user":"eve"}
        """;
    assertThat(read(suggestion(log), log))
        .extracting(
            activity -> activity.timeMicros() % 1_000_000, activity -> activity.call().action())
        .containsExactly(
            tuple(0L, "user.login"), tuple(400_000L, "key.create"), tuple(449_120L, "key.create"));
  }

  @Test
  void aSuggestionHoldsNoValues() {
    String log = String.join("\n", SharedFiles.lines(FOLDER + "kong-http-log.ndjson"));
    assertThat(suggestion(log).toString())
        .doesNotContain("203.0.113", "svc-", "acme", "k_erp", "a70dfed9");
  }

  @Test
  void namesThatWouldBreakTheTextAreQuoted() {
    String log = "{\"t\\\"i\\nme: {\":1717401600449,\"pa~/th\":\"/a\",\"\":\"GET\"}\n".repeat(3);
    assertThat(read(suggestion(log), log)).hasSize(3).allMatch(a -> a.call().path().equals("/a"));
  }

  @Test
  void whatIsNoLogOfCallsHasNoMapping() {
    assertThat(suggestion("").mapping()).isEmpty();
    assertThat(suggestion("hello\nworld\n").mapping()).isEmpty();
    assertThat(suggestion("{\"a\":1,\"b\":[1,2]}\n").mapping()).isEmpty();
  }
}
