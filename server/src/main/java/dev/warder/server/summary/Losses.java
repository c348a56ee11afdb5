package dev.warder.server.summary;

import dev.warder.collect.CollectReport;
import dev.warder.collect.FileReport;
import dev.warder.collect.FileReport.Status;
import dev.warder.collect.Skip;
import dev.warder.collect.SkipReason;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What was read and what was lost, added up over the files of a run.
public final class Losses {
  private final CollectReport report;

  public Losses(CollectReport report) {
    this.report = report;
  }

  /// Records not delivered, by reason, in the order of the reasons.
  public Map<SkipReason, Long> byReason() {
    EnumMap<SkipReason, Long> sums = new EnumMap<>(SkipReason.class);
    for (FileReport file : report.files()) {
      file.skippedByReason().forEach((reason, n) -> sums.merge(reason, n, Long::sum));
    }
    return sums;
  }

  /// Formats that were found and how many files had each.
  public Map<String, Long> formats() {
    return report.files().stream()
        .filter(f -> f.delivered() > 0 && !f.format().isEmpty())
        .collect(Collectors.groupingBy(FileReport::format, TreeMap::new, Collectors.counting()));
  }

  public String formatNames() {
    return formats().keySet().stream().map(Visible::text).collect(Collectors.joining(", "));
  }

  /// Files that gave at least one activity.
  public long filesRead() {
    return report.files().stream().filter(f -> f.delivered() > 0).count();
  }

  /// Files that were to be read and were not, or not to their end.
  public List<FileReport> troubled() {
    return report.files().stream().filter(f -> isTrouble(f.status())).toList();
  }

  /// Files of known kinds that hold no calls.
  public List<FileReport> withoutCalls() {
    return report.files().stream().filter(f -> f.status() == Status.NOT_EVENTS).toList();
  }

  /// How many files name no key in any call, so that principals stand for keys, or nobody does.
  public long filesWithoutKeys() {
    return report.files().stream()
        .map(FileReport::note)
        .filter(
            note -> note.equals(FileReport.PRINCIPALS_FOR_KEYS) || note.equals(FileReport.NOBODY))
        .count();
  }

  public boolean isNothing() {
    return report.skipped() == 0 && troubled().isEmpty();
  }

  /// `201 not valid JSON, 12 the compressed stream ends early`.
  public String reasons() {
    return byReason().entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(e -> Wording.count(e.getValue()) + " " + e.getKey().label())
        .collect(Collectors.joining(", "));
  }

  /// Where the first losses are, one place per file: `auth.ndjson:1042`.
  public List<String> firstPlaces(int most) {
    TreeSet<String> files = new TreeSet<>();
    return report.skips().stream()
        .filter(skip -> files.add(skip.file()))
        .limit(most)
        .map(Losses::place)
        .toList();
  }

  /// A place a person can go to.
  public static String place(Skip skip) {
    String file = Visible.brief(skip.file());
    return skip.line() > 0 ? file + ":" + skip.line() : file + " at byte " + skip.offset();
  }

  public static boolean isTrouble(Status status) {
    return status == Status.DAMAGED
        || status == Status.UNKNOWN_FORMAT
        || status == Status.UNREADABLE;
  }
}
