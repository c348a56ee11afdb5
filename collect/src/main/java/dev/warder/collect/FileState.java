package dev.warder.collect;

import dev.warder.collect.unpack.Damage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of one file while it is read. Several threads add results; every method holds its
/// lock.
///
/// Bounds [#PLACES_PER_REASON] places per reason, four bytes per block
final class FileState {
  static final int PLACES_PER_REASON = 5;

  private static final int PRUNE_AT = 512;

  private final InputFile file;
  private final int number;
  private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
  private List<PlaceInBlock> places = new ArrayList<>(0);
  private int[] lines = new int[4];
  private FileReport.@Nullable Status status;
  private String format = "";
  private String compression = "plain";
  private String note = "";
  private long delivered;
  private long keyed;
  private long byPrincipal;
  private long repaired;
  private long duplicates;
  private String notEvents = "";

  private record PlaceInBlock(int sequence, BlockResult.Place place) {}

  FileState(InputFile file, int number) {
    this.file = file;
    this.number = number;
    status = file.refusal();
    note = file.note();
  }

  InputFile file() {
    return file;
  }

  /// The file's position among all files of the run.
  int number() {
    return number;
  }

  synchronized void add(BlockResult result) {
    delivered += result.delivered;
    keyed += result.keyed;
    byPrincipal += result.byPrincipal;
    repaired += result.repaired;
    notEvents = notEvents.isEmpty() ? result.notEvents : notEvents;
    result.skipped.forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
    if (result.sequence >= lines.length) {
      lines = Arrays.copyOf(lines, Math.max(result.sequence + 1, lines.length * 2));
    }
    lines[result.sequence] = result.lines;
    for (BlockResult.Place place : result.places) {
      places.add(new PlaceInBlock(result.sequence, place));
    }
    if (places.size() > PRUNE_AT) {
      places = pruned();
    }
  }

  synchronized void settle(FileReport.Status value, String why) {
    status = value;
    note = why;
  }

  synchronized void setCompression(String value) {
    compression = value;
  }

  synchronized void setFormat(String value) {
    format = value;
  }

  synchronized String format() {
    return format;
  }

  synchronized void addDuplicate() {
    duplicates++;
  }

  /// Notes what is wrong with the stream as a whole.
  synchronized void damage(Damage damage, long offset) {
    SkipReason reason =
        switch (damage) {
          case ENDS_EARLY -> SkipReason.STREAM_ENDS_EARLY;
          case CHECKSUM_WRONG -> SkipReason.CHECKSUM_WRONG;
          case TRAILING_GARBAGE -> SkipReason.TRAILING_GARBAGE;
          case EXPANDS_TOO_FAR -> SkipReason.EXPANSION_LIMIT;
          case UNREADABLE -> SkipReason.READ_FAILED;
        };
    skipped.merge(reason, 1L, Long::sum);
    places.add(
        new PlaceInBlock(
            Integer.MAX_VALUE,
            new BlockResult.Place(0, offset, reason, "what was whole before is delivered")));
    settle(FileReport.Status.DAMAGED, reason.label());
  }

  synchronized long delivered() {
    return delivered - duplicates;
  }

  synchronized long duplicates() {
    return duplicates;
  }

  synchronized long repaired() {
    return repaired;
  }

  synchronized FileReport report() {
    FileReport.Status settled = status == null ? reading() : status;
    return new FileReport(
        file.name(),
        format,
        compression,
        settled,
        note.isEmpty() ? note(settled) : note,
        file.bytes(),
        delivered - duplicates,
        skipped);
  }

  private String note(FileReport.Status settled) {
    return switch (settled) {
      case READ -> keyNote();
      case NOT_EVENTS -> notEvents;
      case DAMAGED, EMPTY, UNKNOWN_FORMAT, IGNORED, UNREADABLE -> "";
    };
  }

  private String keyNote() {
    if (delivered == 0 || keyed > 0) {
      return "";
    }
    return byPrincipal > 0 ? FileReport.PRINCIPALS_FOR_KEYS : FileReport.NOBODY;
  }

  private FileReport.Status reading() {
    if (delivered > 0 || !skipped.isEmpty()) {
      return FileReport.Status.READ;
    }
    if (!notEvents.isEmpty()) {
      return FileReport.Status.NOT_EVENTS;
    }
    return format.isEmpty() ? FileReport.Status.EMPTY : FileReport.Status.READ;
  }

  /// The first places of each reason, with lines counted from the file's start.
  synchronized List<Skip> skips() {
    List<Skip> skips = new ArrayList<>();
    long before = 1;
    int sequence = 0;
    for (PlaceInBlock found : pruned()) {
      while (sequence < found.sequence() && sequence < lines.length) {
        before += lines[sequence++];
      }
      BlockResult.Place place = found.place();
      long line = found.sequence() == Integer.MAX_VALUE ? 0 : before + place.line();
      skips.add(new Skip(file.name(), line, place.offset(), place.reason(), place.detail()));
    }
    return skips;
  }

  private List<PlaceInBlock> pruned() {
    places.sort(
        Comparator.comparingInt(PlaceInBlock::sequence)
            .thenComparingLong(found -> found.place().offset()));
    Map<SkipReason, Integer> kept = new EnumMap<>(SkipReason.class);
    List<PlaceInBlock> first = new ArrayList<>();
    for (PlaceInBlock found : places) {
      if (kept.merge(found.place().reason(), 1, Integer::sum) <= PLACES_PER_REASON) {
        first.add(found);
      }
    }
    return first;
  }
}
