package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.attack.Attack;
import dev.warder.demo.platform.Work;
import dev.warder.demo.warder.WarderApi.Incident;
import dev.warder.demo.world.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was measured by the end of a story.
///
/// @param now the end
/// @param callsWhenTold how many calls the thief had made when an incident about it could be read;
///   negative if none could
/// @param containment what was done about it; null if nothing was
/// @param thiefs keys that the thief had, stolen and made
/// @param planted commands that the thief made
/// @param honest what became of the calls of honest software
/// @param work commands that ran on devices, or were to
/// @param incidents all that were told
/// @param alertsPerDay the budget
record Facts(
    Attack attack,
    Instant now,
    int callsWhenTold,
    @Nullable Containment containment,
    Set<String> thiefs,
    Set<String> planted,
    Tally honest,
    List<Work> work,
    List<Incident> incidents,
    int alertsPerDay) {
  Facts {
    requireNonNull(attack, "attack is null");
    requireNonNull(now, "now is null");
    thiefs = Set.copyOf(thiefs);
    planted = Set.copyOf(planted);
    requireNonNull(honest, "honest is null");
    work = List.copyOf(work);
    incidents = List.copyOf(incidents);
  }

  /// Work that was to run later and is due.
  private List<Work> due() {
    return work.stream().filter(one -> one.later() && !one.due().isAfter(now)).toList();
  }

  /// The thief's of it.
  List<Work> thiefsDue() {
    return due().stream().filter(one -> planted.contains(one.command())).toList();
  }

  /// Everybody else's of it. What the owner of a stolen key set up with it is nobody's: it is held
  /// with the thief's, for who could tell them apart.
  List<Work> honestDue() {
    return due().stream().filter(one -> !thiefs.contains(one.by().key())).toList();
  }

  /// Devices on which the thief's commands ran before anybody stopped him.
  long devicesReached() {
    return work.stream()
        .filter(one -> planted.contains(one.command()) && one.fate() == Work.Fate.RAN)
        .flatMap(one -> one.systems().stream())
        .distinct()
        .count();
  }

  static long count(List<Work> some, Work.Fate fate) {
    return some.stream().filter(one -> one.fate() == fate).count();
  }
}
