package dev.warder.server;

import dev.warder.model.Activity;
import dev.warder.model.Outcome.Result;
import dev.warder.model.SourceClass;
import dev.warder.server.run.Check;
import dev.warder.server.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Counts what the calls of some logs carry, to tell what can be seen in them. Confined to one
/// thread.
final class Carried implements Consumer<Activity> {
  /// Below this share a thing counts as missing.
  private static final double FEW = 0.05;

  private long calls;
  private long keyed;
  private long addressed;
  private long placed;
  private long agents;
  private long outcomes;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  @Override
  public void accept(Activity activity) {
    calls++;
    firstMicros = Math.min(firstMicros, activity.timeMicros());
    lastMicros = Math.max(lastMicros, activity.timeMicros());
    keyed += activity.caller().isAnonymous() ? 0 : 1;
    addressed += activity.source().address().isEmpty() ? 0 : 1;
    placed += activity.source().sourceClass() == SourceClass.UNKNOWN ? 0 : 1;
    agents += activity.client().userAgent().isEmpty() ? 0 : 1;
    outcomes += activity.outcome().result() == Result.UNKNOWN ? 0 : 1;
  }

  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    if (calls == 0) {
      return checks;
    }
    checks.add(
        Check.ok(
            "calls",
            Wording.count(calls, "activity", "activities")
                + ", "
                + Wording.span(firstMicros, lastMicros)
                + " UTC"));
    checks.add(
        share(
            "keys",
            keyed,
            "carry a key",
            "Nothing can be said of calls without a key: log one, or name it by --key-field."));
    checks.add(
        share(
            "addresses",
            addressed,
            "carry an address",
            "Without addresses a thief's network is not seen: log the client's address."));
    checks.add(
        share(
            "networks",
            placed,
            "come from a known network",
            "The address table does not know the others; private addresses may be those of a proxy."));
    checks.add(
        share(
            "clients",
            agents,
            "carry a user agent",
            "Without user agents a new client is not seen: log the header."));
    checks.add(
        share(
            "outcomes",
            outcomes,
            "tell how they ended",
            "Without outcomes refusals are not seen: log the status."));
    return checks;
  }

  private Check share(String name, long part, String what, String advice) {
    String found = Wording.percent(part, calls) + " of calls " + what;
    return part < FEW * calls ? Check.warn(name, found, advice) : Check.ok(name, found);
  }
}
