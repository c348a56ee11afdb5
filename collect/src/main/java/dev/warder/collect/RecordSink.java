package dev.warder.collect;

import dev.warder.collect.text.Slices;
import dev.warder.model.Activity;
import java.util.function.Consumer;

/// Where a format puts what it makes of one record, and asks where the record stands. Confined to
/// one thread; [BlockParser] moves it from record to record.
final class RecordSink {
  private final Consumer<Activity> out;
  private BlockResult result = new BlockResult(0);
  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private long offset;
  private int line;
  private int within;
  private boolean repaired;

  RecordSink(Consumer<Activity> out) {
    this.out = out;
  }

  void startBlock(BlockResult blockResult) {
    result = blockResult;
  }

  /// @param recordOffset where the record starts in the unpacked stream
  /// @param recordLine line within the block, from 0
  void startRecord(byte[] buffer, int start, int end, long recordOffset, int recordLine) {
    bytes = buffer;
    from = start;
    to = end;
    offset = recordOffset;
    line = recordLine;
    within = 0;
    repaired = false;
  }

  void repaired() {
    repaired = true;
  }

  void deliver(Activity activity) {
    within++;
    result.delivered++;
    switch (activity.caller().kind()) {
      case NONE -> {}
      case PRINCIPAL -> result.byPrincipal++;
      default -> result.keyed++;
    }
    if (repaired) {
      result.repaired++;
    }
    out.accept(activity);
  }

  void skip(SkipReason reason, String detail) {
    within++;
    result.skip(line, offset, reason, detail);
  }

  /// The record is of a kind of file that holds no events.
  void notEvents() {
    result.notEvents = true;
  }

  /// An id for a record that has none: its place and a hash of its bytes, so that the same file
  /// read twice gives the same ids and lines of one second keep their order.
  String derivedUid() {
    long hash = Slices.mix(Slices.hash(bytes, from, to) + within);
    StringBuilder uid = new StringBuilder(29);
    hex(uid, offset, 11);
    return hex(uid.append('-'), hash, 16).toString();
  }

  private static StringBuilder hex(StringBuilder out, long value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((int) (value >>> shift) & 0xF, 16));
    }
    return out;
  }
}
