package dev.warder.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The one order of activities.
public final class ActivityOrder {
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

  /// A total order: by time, then what creates something before what does not, then id, then
  /// tenant, then everything else. Only activities that are equal in all compare as equal.
  public static final Comparator<Activity> CANONICAL = ActivityOrder::compare;

  private ActivityOrder() {}

  private static int compare(Activity a, Activity b) {
    int byTime = Long.compare(a.timeMicros(), b.timeMicros());
    if (byTime != 0) {
      return byTime;
    }
    int byMaking = Boolean.compare(a.made().isEmpty(), b.made().isEmpty());
    if (byMaking != 0) {
      return byMaking;
    }
    int byUid = a.uid().compareTo(b.uid());
    if (byUid != 0) {
      return byUid;
    }
    int byTenant = a.tenant().compareTo(b.tenant());
    return byTenant != 0 ? byTenant : CONTENT.compare(a, b);
  }

  private static String text(List<String> list) {
    return String.join("\0", list);
  }

  private static String text(Map<String, String> map) {
    return new TreeMap<>(map).toString();
  }
}
