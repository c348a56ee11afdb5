package dev.warder.collect.sort;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An activity and the number of the file it came from.
///
/// @param timeMicros the activity's time, at hand for comparing
public record Entry(long timeMicros, Activity activity, int file) {
  /// A total order: by time, then what creates something before what does not, then id, then
  /// tenant, then everything else. So the sorted sequence is the same however the entries were
  /// split into runs.
  public static final Comparator<Entry> ORDER = Entry::compare;

  private static final Comparator<Caller> CALLERS =
      Comparator.comparing(Caller::credentialUid)
          .thenComparing(Caller::kind)
          .thenComparing(Caller::principalUid)
          .thenComparing(Caller::principalName)
          .thenComparing(Caller::parentUid);

  private static final Comparator<Source> SOURCES =
      Comparator.comparing(Source::address)
          .thenComparing(Source::canonical)
          .thenComparing(Source::country)
          .thenComparingInt(Source::asNumber)
          .thenComparing(Source::organization)
          .thenComparing(Source::sourceClass);

  private static final Comparator<Client> CLIENTS =
      Comparator.comparing(Client::userAgent)
          .thenComparing(Client::ja4)
          .thenComparing(Client::family)
          .thenComparing(Client::version)
          .thenComparing(Client::kind);

  private static final Comparator<Call> CALLS =
      Comparator.comparing(Call::api)
          .thenComparing(Call::method)
          .thenComparing(Call::path)
          .thenComparing(Call::route)
          .thenComparing(Call::action);

  private static final Comparator<Outcome> OUTCOMES =
      Comparator.comparing(Outcome::result)
          .thenComparingInt(Outcome::status)
          .thenComparing(Outcome::error);

  private static final Comparator<Activity> CONTENT =
      Comparator.comparing(Activity::caller, CALLERS)
          .thenComparing(Activity::source, SOURCES)
          .thenComparing(Activity::client, CLIENTS)
          .thenComparing(Activity::call, CALLS)
          .thenComparing(Activity::outcome, OUTCOMES)
          .thenComparingLong(Activity::requestBytes)
          .thenComparingLong(Activity::responseBytes)
          .thenComparingLong(Activity::latencyMicros)
          .thenComparing(activity -> text(activity.targets()))
          .thenComparing(activity -> text(activity.made()))
          .thenComparing(Activity::mintedCredential)
          .thenComparing(activity -> activity.parameters().toString())
          .thenComparing(activity -> text(activity.attributes()));

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
    int byMaking = Boolean.compare(a.activity.made().isEmpty(), b.activity.made().isEmpty());
    if (byMaking != 0) {
      return byMaking;
    }
    int byUid = a.activity.uid().compareTo(b.activity.uid());
    if (byUid != 0) {
      return byUid;
    }
    int byTenant = a.activity.tenant().compareTo(b.activity.tenant());
    if (byTenant != 0) {
      return byTenant;
    }
    int byContent = CONTENT.compare(a.activity, b.activity);
    return byContent != 0 ? byContent : Integer.compare(a.file, b.file);
  }

  private static String text(List<String> list) {
    return String.join("\0", list);
  }

  private static String text(Map<String, String> map) {
    return new TreeMap<>(map).toString();
  }
}
