package dev.warder.demo.story;

import dev.warder.demo.attack.Attack;
import dev.warder.demo.platform.Work.Fate;
import dev.warder.demo.warder.WarderApi.Incident;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Holds what was promised against what was measured.
final class Promises {
  private Promises() {}

  static List<Promise> of(Facts facts) {
    List<Promise> all = new ArrayList<>();
    if (facts.attack() != Attack.NONE) {
      all.add(caught(facts));
      all.add(contained(facts));
      all.add(stopped(facts));
    }
    if (facts.attack() == Attack.COMMANDS_2023) {
      all.add(held(facts));
    }
    all.add(honest(facts));
    all.add(work(facts));
    all.add(budget(facts));
    return all;
  }

  private static Promise caught(Facts facts) {
    int most = facts.attack().promisedCalls();
    int calls = facts.callsWhenTold();
    return new Promise(
        "caught",
        "the theft is told by itself, within " + most + " calls of the thief",
        calls >= 0 && calls <= most,
        calls < 0 ? "it was not told" : "told after " + calls + " calls");
  }

  private static Promise contained(Facts facts) {
    String text = "the stolen key is fenced and revoked, and whatever was made with it is ended";
    Containment done = facts.containment();
    if (done == null) {
      return new Promise("contained", text, false, "nobody did anything");
    }
    boolean all = facts.thiefs().stream().allMatch(done.line()::contains);
    return new Promise(
        "contained",
        text,
        all && done.fenced() == done.suspects().size() && done.over() == done.line().size(),
        "fenced "
            + done.fenced()
            + " of "
            + done.suspects().size()
            + ", ended "
            + done.over()
            + " of the "
            + done.line().size()
            + " keys of the line; the thief had "
            + facts.thiefs().size()
            + "; before, its commands had run on "
            + facts.devicesReached()
            + " devices");
  }

  private static Promise stopped(Facts facts) {
    String text = "nothing is accepted after the acknowledgement, on any connection";
    Containment done = facts.containment();
    if (done == null) {
      return new Promise("stopped", text, false, "nothing was acknowledged");
    }
    Pursuit.Count count = done.pursuit();
    return new Promise(
        "stopped",
        text,
        count.after() > 0 && count.acceptedBefore() > 0 && count.acceptedAfter() == 0,
        count.acceptedAfter()
            + " of "
            + count.after()
            + " calls that began after it; "
            + count.acceptedBefore()
            + " of "
            + count.before()
            + " that began before; "
            + count.broken()
            + " cut");
  }

  private static Promise held(Facts facts) {
    long set = facts.thiefsDue().size();
    long ran = Facts.count(facts.thiefsDue(), Fate.RAN);
    long stayed = Facts.count(facts.thiefsDue(), Fate.HELD);
    return new Promise(
        "held",
        "what the thief set up to run later does not run",
        // Where there was nothing to hold, nothing was tried.
        set > 0 && stayed == set,
        set == 0
            ? "it set up nothing"
            : ran + " of " + set + " ran; " + stayed + " were held when they were due");
  }

  private static Promise honest(Facts facts) {
    int refused = facts.honest().refused();
    int failed = facts.honest().failed();
    return new Promise(
        "honest",
        "no call of an honest integration is refused",
        refused == 0 && failed == 0 && facts.honest().calls() > 0,
        refused + " refused, " + failed + " failed, of " + facts.honest().calls());
  }

  private static Promise work(Facts facts) {
    long set = facts.honestDue().size();
    long ran = Facts.count(facts.honestDue(), Fate.RAN);
    return new Promise(
        "work",
        "what honest integrations set up to run later runs",
        ran == set,
        ran + " of " + set);
  }

  private static Promise budget(Facts facts) {
    Map<LocalDate, Long> days =
        facts.incidents().stream()
            .collect(
                Collectors.groupingBy(
                    incident -> incident.time().atZone(ZoneOffset.UTC).toLocalDate(),
                    Collectors.counting()));
    long worst = days.values().stream().mapToLong(Long::longValue).max().orElse(0);
    List<Incident> honest =
        facts.incidents().stream()
            .filter(incident -> incident.keys().stream().noneMatch(facts.thiefs()::contains))
            .toList();
    return new Promise(
        "budget",
        "no more than " + facts.alertsPerDay() + " incidents on any day",
        worst <= facts.alertsPerDay(),
        facts.incidents().size()
            + " on all days together, "
            + worst
            + " on the worst; "
            + honest.size()
            + " about honest software");
  }
}
