package dev.warder.collect;

import dev.warder.collect.json.JsonFault;
import dev.warder.collect.json.JsonReader;
import dev.warder.collect.json.Tape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the records of one block after the other. Confined to one thread.
///
/// After a bad record it goes on behind it: at the end of its brackets if they match, else at the
/// next line that can start a record.
///
/// Errors all told by the result
final class BlockParser {
  private static final int MAX_NAMED_FIELDS = 8;

  private final Formats formats;
  private final RecordSink sink;
  private final JsonReader json;
  private final int maxRecordBytes;
  private BlockResult result = new BlockResult(0);
  private Block block = new Block(new byte[0], 0, 0, false);
  private String primary = "";
  private Format.@Nullable Shaped shaped;
  private int line;

  BlockParser(Formats formats, RecordSink sink, CollectOptions.Limits limits) {
    this.formats = formats;
    this.sink = sink;
    json = new JsonReader(limits.nesting(), limits.recordBytes());
    maxRecordBytes = limits.recordBytes();
  }

  /// @param format name of the format that the file's first records had, empty if not yet known
  BlockResult parse(Block input, String format) {
    block = input;
    primary = format;
    shaped = shaped(format);
    result = new BlockResult(input.sequence);
    line = 0;
    sink.startBlock(result);
    if (input.split) {
      parseSlices();
      result.lines = input.lines;
    } else {
      parseLines(0, block.end);
      result.lines = line;
    }
    return result;
  }

  private Format.@Nullable Shaped shaped(String format) {
    for (Format.Json known : formats.json()) {
      if (known.name().equals(format) && known instanceof Format.Shaped found) {
        return found;
      }
    }
    return null;
  }

  private void parseSlices() {
    for (int i = 0; i < block.count; i++) {
      line = block.line[i];
      int from = block.from[i];
      int to = trimmed(block.from[i], block.to[i]);
      int read = json.parse(block.bytes, from, to);
      if (read == to) {
        value(from, to);
      } else if (read < 0 && json.fault() == JsonFault.CUT_SHORT) {
        // Only the last slice can be: the stream ends inside it, maybe lines after it broke.
        parseLines(from, to);
      } else {
        fail(from, to, read < 0 ? json.fault() : JsonFault.NOT_JSON, false);
      }
    }
  }

  private int trimmed(int from, int to) {
    int end = to;
    while (end > from + 1 && isBlank(block.bytes[end - 1])) {
      end--;
    }
    return end;
  }

  private void parseLines(int from, int to) {
    byte[] b = block.bytes;
    int at = from;
    boolean anyJson = !formats.json().isEmpty();
    while (at < to) {
      byte c = b[at];
      if (c == '\n') {
        line++;
        at++;
      } else if (isBlank(c)) {
        at++;
      } else if (anyJson && (c == '{' || c == '[')) {
        at = jsonValue(at, to);
      } else if (c == 0) {
        at = hole(at);
      } else {
        at = textLine(at);
      }
    }
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\r' || c == '\t' || c == '\n';
  }

  private int jsonValue(int from, int limit) {
    int matched = shaped == null ? -1 : shaped.match(block.bytes, from, limit);
    if (shaped != null && matched >= 0 && matched - from <= maxRecordBytes) {
      start(from, matched);
      shaped.readMatched(sink);
      return matched;
    }
    int read = json.parse(block.bytes, from, limit);
    if (read >= 0) {
      value(from, read);
      countLines(from, read);
      return read;
    }
    int resume = -read - 1;
    boolean cut = json.fault() == JsonFault.CUT_SHORT;
    if (cut) {
      resume = nextStart(from, limit);
    }
    if (!isCutOff(cut, resume)) {
      fail(from, resume, json.fault(), resume == block.end && block.last);
    }
    countLines(from, resume);
    return resume;
  }

  /// Whether what is missing is missing because the stream is damaged, and counted there.
  private boolean isCutOff(boolean cut, int to) {
    return cut && to == block.end && block.last && block.damaged;
  }

  private void fail(int from, int to, JsonFault fault, boolean atEnd) {
    start(from, to);
    switch (fault) {
      case NOT_JSON -> sink.skip(SkipReason.NOT_JSON, "");
      case TOO_DEEP -> sink.skip(SkipReason.TOO_DEEP, "");
      case TOO_MANY_VALUES -> sink.skip(SkipReason.TOO_MANY_VALUES, "");
      case CUT_SHORT ->
          sink.skip(atEnd ? SkipReason.CUT_SHORT : SkipReason.NOT_JSON, "brackets do not match");
    }
  }

  /// The next line behind `from` that can start a record.
  private int nextStart(int from, int limit) {
    byte[] b = block.bytes;
    boolean anyLine = isLineFormat(primary);
    for (int i = from; i + 1 < limit; i++) {
      if (b[i] == '\n' && (anyLine || b[i + 1] == '{' || b[i + 1] == '[')) {
        return i + 1;
      }
    }
    return limit;
  }

  private boolean isLineFormat(String name) {
    for (Format.Line format : formats.lines()) {
      if (format.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void countLines(int from, int to) {
    if (!json.plain()) {
      for (int i = from; i < to; i++) {
        line += block.bytes[i] == '\n' ? 1 : 0;
      }
    }
  }

  /// A file system that lost power leaves holes of zeros: one hole is one loss.
  private int hole(int from) {
    int to = from;
    while (to < block.end && block.bytes[to] == 0) {
      to++;
    }
    start(from, to);
    sink.skip(SkipReason.NOT_TEXT, "a hole of " + (to - from) + " NUL bytes");
    return to;
  }

  private int textLine(int from) {
    byte[] b = block.bytes;
    int next = from;
    while (next < block.end && b[next] != '\n') {
      next++;
    }
    int to = trimmed(from, next);
    start(from, to);
    if (to - from > maxRecordBytes) {
      sink.skip(SkipReason.TOO_LONG, "more than " + maxRecordBytes + " bytes");
    } else if (!readLine(from, to) && !isCutOff(true, next)) {
      refuseLine(from, to);
    }
    return next;
  }

  private boolean readLine(int from, int to) {
    byte[] b = block.bytes;
    for (Format.Line format : formats.lines()) {
      if (format.read(b, from, to, sink)) {
        recognise(format);
        return true;
      }
    }
    int message = CombinedFormat.afterSyslogHeader(b, from, to);
    if (message == from) {
      return false;
    }
    if (b[message] == '{' && !formats.json().isEmpty()) {
      jsonValue(message, to);
      return true;
    }
    for (Format.Line format : formats.lines()) {
      if (format.read(b, message, to, sink)) {
        recognise(format);
        return true;
      }
    }
    return false;
  }

  private void refuseLine(int from, int to) {
    if (!formats.json().isEmpty() && json.parse(block.bytes, from, to) == to) {
      sink.skip(SkipReason.NOT_AN_OBJECT, "");
    } else if (formats.lines().isEmpty() || !(primary.isEmpty() || isLineFormat(primary))) {
      sink.skip(SkipReason.NOT_JSON, "");
    } else {
      sink.skip(SkipReason.LINE_UNPARSABLE, "");
    }
  }

  private void start(int from, int to) {
    sink.startRecord(block.bytes, from, to, block.offset + from, line);
  }

  private void value(int from, int to) {
    start(from, to);
    if (json.repaired()) {
      sink.repaired();
    }
    Tape tape = json.tape();
    if (to - from > maxRecordBytes) {
      sink.skip(SkipReason.TOO_LONG, "more than " + maxRecordBytes + " bytes");
    } else if (tape.isObject(0)) {
      record(tape, 0);
    } else if (!tape.isArray(0)) {
      sink.skip(SkipReason.NOT_AN_OBJECT, "");
    } else if (tape.next(0) == 1) {
      sink.skip(SkipReason.WRONG_SHAPE, "an empty list");
    } else {
      for (int n = 1; n < tape.next(0); n = tape.next(n)) {
        if (tape.isObject(n)) {
          record(tape, n);
        } else {
          sink.skip(SkipReason.NOT_AN_OBJECT, "an element of a list");
        }
      }
    }
  }

  private void record(Tape tape, int node) {
    List<Format.Json> candidates = formats.json();
    for (Format.Json format : candidates) {
      if (format.name().equals(primary) && format.read(tape, node, sink)) {
        return;
      }
    }
    for (Format.Json format : candidates) {
      if (!format.name().equals(primary) && format.read(tape, node, sink)) {
        recognise(format);
        return;
      }
    }
    sink.skip(SkipReason.WRONG_SHAPE, "no fields of a known format");
    nameFields(tape, node);
  }

  private void recognise(Format format) {
    if (result.format.isEmpty()) {
      result.format = format.name();
    }
  }

  private void nameFields(Tape tape, int node) {
    int end = tape.next(node);
    for (int n = node + 1; n < end && result.fields.size() < MAX_NAMED_FIELDS; n = tape.next(n)) {
      result.fields.add(tape.name(n));
    }
  }
}
