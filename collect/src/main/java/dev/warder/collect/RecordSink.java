package dev.warder.collect;

import dev.warder.collect.sort.Weight;
import dev.warder.collect.text.Slices;
import dev.warder.model.Activity;
import java.nio.charset.StandardCharsets;

/// Where a format puts what it makes of one record, and asks where the record stands. Confined to
/// one thread; [BlockParser] moves it from record to record.
final class RecordSink {
  private final Out out;
  private BlockResult result = new BlockResult(0);
  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private long offset;
  private int line;
  private int within;
  private boolean repaired;

  RecordSink(Out out) {
    this.out = out;
  }

  /// Takes activities.
  @FunctionalInterface
  interface Out {
    /// Takes one activity.
    ///
    /// @param sharedBytes what the parts weigh that several activities may share
    void accept(Activity activity, long sharedBytes);
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
    deliver(activity, Weight.ofShared(activity));
  }

  /// Takes an activity whose shared parts were weighed before.
  ///
  /// @param sharedBytes [Weight#ofShared], for a format that need not look at all parts for it
  void deliver(Activity activity, long sharedBytes) {
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
    out.accept(activity, sharedBytes);
  }

  void skip(SkipReason reason, String detail) {
    within++;
    result.skip(line, offset, reason, detail);
  }

  /// The record is of a kind of file that holds no events.
  ///
  /// @param what it holds instead, for people
  void notEvents(String what) {
    result.notEvents = what;
  }

  /// An id for a record that has none: its place and a hash of its bytes, so that the same file
  /// read twice gives the same ids and lines of one second keep their order.
  String derivedUid() {
    long hash = Slices.mix(Slices.hash(bytes, from, to) + within);
    byte[] uid = new byte[28];
    hex(uid, 0, offset, 11);
    uid[11] = '-';
    hex(uid, 12, hash, 16);
    return new String(uid, StandardCharsets.ISO_8859_1);
  }

  private static void hex(byte[] out, int at, long value, int digits) {
    for (int i = 0; i < digits; i++) {
      int digit = (int) (value >>> ((digits - 1 - i) * 4)) & 0xF;
      out[at + i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
  }
}
