package dev.warder.testkit.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What really happened in the samples, for a reader to check findings against.
final class Truth {
  private static final String TEMPLATE = "samples-readme.md";

  private final Week week;
  private final List<ApiCall> thefts;

  Truth(Week week) {
    this.week = week;
    this.thefts = week.calls().stream().filter(this::isTheft).toList();
  }

  /// The facts by name, as the README's template names them.
  Map<String, String> facts() {
    Theft theft = week.theft();
    ApiKey stolen = theft.stolen();
    Map<String, String> facts = new TreeMap<>();
    facts.put("calls", Integer.toString(week.calls().size()));
    facts.put("keys", Integer.toString(week.keys().size()));
    facts.put("tenant", stolen.tenant().name());
    facts.put("tenant.uid", stolen.tenant().uid());
    facts.put("owner.uid", stolen.ownerUid());
    facts.put("stolen.key", stolen.uid());
    facts.put("minted.key", theft.minted().uid());
    facts.put("minted.time", instant(theft.minted().createdMillis()));
    facts.put("thief.address", theft.addresses().getFirst().text());
    facts.put("return.address", theft.addresses().getLast().text());
    facts.put("thief.client", Client.GO_HTTP.userAgent());
    facts.put("owner.client", Client.STAFFTREE.userAgent());
    facts.put("first.time", instant(thefts.getFirst().timeMillis()));
    facts.put("last.time", instant(thefts.getLast().timeMillis()));
    facts.put("return.time", instant(Story.RETURN));
    facts.put("stolen.calls", count(stolen));
    facts.put("minted.calls", count(theft.minted()));
    facts.put(
        "owner.calls",
        Long.toString(
            week.calls().stream()
                .filter(call ->
                    call.key().uid().equals(stolen.uid())
                        && !isTheft(call)
                        && call.timeMillis() >= Story.THEFT)
                .count()));
    facts.put("command", theft.command());
    facts.put("command.time", time(Route.COMMAND_CREATE));
    facts.put("run.time", time(Route.COMMAND_RUN));
    facts.put("delete.time", time(Route.COMMAND_RESULT_DELETE));
    facts.put("systems", "`" + String.join("`, `", theft.targets()) + "`");
    return facts;
  }

  String readme() {
    String text = template();
    for (Map.Entry<String, String> fact : facts().entrySet()) {
      text = text.replace("{{" + fact.getKey() + "}}", fact.getValue());
    }
    if (text.contains("{{")) {
      throw new IllegalStateException(TEMPLATE + " names a fact that is not told: " + text);
    }
    return text;
  }

  private boolean isTheft(ApiCall call) {
    return call.address().network() == Network.RENTED_SERVERS;
  }

  private String count(ApiKey key) {
    return Long.toString(
        thefts.stream().filter(call -> call.key().uid().equals(key.uid())).count());
  }

  private String time(Route route) {
    return instant(
        thefts.stream()
            .filter(call -> call.route() == route)
            .findFirst()
            .orElseThrow()
            .timeMillis());
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String template() {
    try (InputStream in = Truth.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + " is not beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + TEMPLATE + " failed", e);
    }
  }
}
