package dev.warder.collect.sort;

import dev.warder.model.Activity;
import dev.warder.model.ActivityOrder;
import java.util.Comparator;

/// An activity and the number of the file it came from.
///
/// @param timeMicros the activity's time, at hand for comparing
public record Entry(long timeMicros, Activity activity, int file) {
  /// The order of activities, then of files. So the sorted sequence is the same however the entries
  /// were split into runs.
  public static final Comparator<Entry> ORDER = Entry::compare;

  public Entry(Activity activity, int file) {
    this(activity.timeMicros(), activity, file);
  }

  /// Whether this is the same event as another: same time, id and tenant, and the same call by the
  /// same caller with the same outcome. An id alone does not prove it: some logs give one to
  /// several events, and some take it from the caller, who could hide calls behind it.
  ///
  /// What is compared stands at the head of [#ORDER], so that repeats stand side by side.
  public boolean isSameEvent(Entry other) {
    return timeMicros == other.timeMicros
        && activity.uid().equals(other.activity.uid())
        && activity.tenant().equals(other.activity.tenant())
        && activity.caller().equals(other.activity.caller())
        && activity.source().equals(other.activity.source())
        && activity.client().equals(other.activity.client())
        && activity.call().equals(other.activity.call())
        && activity.outcome().equals(other.activity.outcome());
  }

  private static int compare(Entry a, Entry b) {
    int byTime = Long.compare(a.timeMicros, b.timeMicros);
    if (byTime != 0) {
      return byTime;
    }
    int byActivity = ActivityOrder.CANONICAL.compare(a.activity, b.activity);
    return byActivity != 0 ? byActivity : Integer.compare(a.file, b.file);
  }
}
