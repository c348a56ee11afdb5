package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Finds where the records of a JSON stream start and end, whatever surrounds them: a list, an
/// envelope (`Records`, `resourceSpans`, `resourceLogs`, `entries` of a `log`, one of a declared
/// name), nothing. Goes by brackets and quotes alone; what is valid is for the parser to say.
/// Resumable at any byte; confined to one thread.
///
/// Bounds no record is held here; a record that grows too long is dropped by the caller's
/// [#dropRecord], and the search goes on behind it
final class JsonSplitter {
  /// Members whose lists hold the records, one by one.
  private static final FieldNames ENVELOPES =
      new FieldNames(List.of("Records", "records", "resourceSpans", "resourceLogs"));

  /// A member that holds an object with such a list, and the name of that.
  private static final FieldNames WRAPPERS = new FieldNames(List.of("log"));

  private static final FieldNames WRAPPED = new FieldNames(List.of("entries"));

  private enum Place {
    /// Between values of the stream.
    STREAM,
    /// Between elements of a list that is itself the stream's value.
    LIST,
    /// Between elements of an envelope's list.
    ENVELOPE_LIST,
    /// Behind an envelope's list, before its closing bracket.
    ENVELOPE_REST
  }

  private final byte[] declared;
  private Place place = Place.STREAM;
  private boolean inRecord;
  private boolean scalar;
  private boolean inString;
  private boolean escaped;
  private boolean dropped;
  private boolean keyNext;
  private boolean envelopeKey;
  private boolean wrapperKey;
  private boolean inWrapper;
  private int depth;
  private int recordStart;
  private int recordLine;
  private int keyStart;

  /// A splitter of one stream.
  ///
  /// @param declared name of the field that holds the list of records, besides `Records`; may be
  ///   empty
  JsonSplitter(String declared) {
    this.declared = declared.getBytes(StandardCharsets.UTF_8);
  }

  /// Whether a record has begun and not ended.
  boolean isInRecord() {
    return inRecord && !dropped;
  }

  /// Gives up on the record that has begun; its rest is passed over.
  void dropRecord() {
    dropped = true;
  }

  /// Scans on and adds the records that end in `[from, to)`. Returns where the unfinished record
  /// starts, `to` if there is none; the caller moves it to the start of the next buffer.
  int split(byte[] b, int from, int to, Block block) {
    int i = from;
    while (i < to) {
      i = inRecord ? within(b, i, to, block) : between(b, i, block);
    }
    if (!isInRecord()) {
      return to;
    }
    int start = recordStart;
    keyStart -= start;
    recordStart = 0;
    recordLine = 0;
    return start;
  }

  private int between(byte[] b, int at, Block block) {
    byte c = b[at];
    switch (c) {
      case '\n' -> block.lines++;
      case ' ', '\t', '\r', ',' -> {}
      case ']' -> {
        if (place == Place.LIST) {
          place = Place.STREAM;
        } else if (place == Place.ENVELOPE_LIST) {
          boolean wrapped = inWrapper;
          place = Place.ENVELOPE_REST;
          begin(at, block);
          inWrapper = wrapped;
          depth = wrapped ? 2 : 1;
          dropped = true;
        }
      }
      case '[' -> {
        if (place == Place.STREAM) {
          place = Place.LIST;
        } else {
          begin(at, block);
          depth = 1;
        }
      }
      case '{' -> {
        begin(at, block);
        depth = 1;
        keyNext = place == Place.STREAM;
      }
      default -> {
        begin(at, block);
        scalar = true;
        return at;
      }
    }
    return at + 1;
  }

  private void begin(int at, Block block) {
    inRecord = true;
    scalar = false;
    inString = false;
    escaped = false;
    dropped = false;
    keyNext = false;
    envelopeKey = false;
    wrapperKey = false;
    inWrapper &= place == Place.ENVELOPE_LIST;
    depth = 0;
    recordStart = at;
    recordLine = block.lines;
  }

  private int within(byte[] b, int at, int to, Block block) {
    if (inString) {
      return string(b, at, to, block);
    }
    if (scalar) {
      return scalar(b, at, block);
    }
    byte c = b[at];
    switch (c) {
      case '"' -> {
        inString = true;
        keyStart = at + 1;
      }
      case '{' -> {
        if (depth == 1 && wrapperKey) {
          wrapperKey = false;
          inWrapper = true;
          keyNext = true;
        }
        depth++;
      }
      case '[' -> {
        if (atKeys() && envelopeKey) {
          place = Place.ENVELOPE_LIST;
          inRecord = false;
          return at + 1;
        }
        depth++;
      }
      case '}', ']' -> {
        depth--;
        if (depth == 1) {
          inWrapper &= place == Place.ENVELOPE_LIST;
        } else if (depth == 0) {
          end(at + 1, block);
        }
      }
      case ',' -> {
        if (atKeys()) {
          keyNext = place == Place.STREAM || place == Place.ENVELOPE_REST;
          envelopeKey = false;
          wrapperKey = false;
        }
      }
      case '\n' -> {
        block.lines++;
        if (dropped && at + 1 < to && b[at + 1] == '{') {
          resynchronise();
        }
      }
      default -> {}
    }
    return at + 1;
  }

  private int string(byte[] b, int from, int to, Block block) {
    int i = from;
    if (escaped) {
      escaped = false;
      i++;
    }
    while (i < to && b[i] != '"' && b[i] != '\\' && b[i] != '\n') {
      i++;
    }
    if (i >= to) {
      return to;
    }
    if (b[i] == '\\') {
      escaped = true;
    } else if (b[i] == '"') {
      inString = false;
      if (keyNext && atKeys() && (!dropped || place == Place.ENVELOPE_REST)) {
        noteKey(b, keyStart, i);
      }
    } else {
      // No string goes over a line: the record is broken, the next line may be sound.
      end(i, block);
      block.lines++;
    }
    return i + 1;
  }

  /// Whether members stand at this depth that may hold records.
  private boolean atKeys() {
    return depth == (inWrapper ? 2 : 1);
  }

  private void noteKey(byte[] b, int from, int to) {
    keyNext = false;
    envelopeKey = (inWrapper ? WRAPPED : ENVELOPES).isKnown(b, from, to) || isDeclared(b, from, to);
    wrapperKey = !inWrapper && place == Place.STREAM && WRAPPERS.isKnown(b, from, to);
  }

  private boolean isDeclared(byte[] b, int from, int to) {
    return declared.length > 0 && Arrays.equals(declared, 0, declared.length, b, from, to);
  }

  private int scalar(byte[] b, int at, Block block) {
    byte c = b[at];
    boolean opens = c == '{' && place == Place.STREAM;
    boolean closes = place != Place.STREAM && (c == ',' || c == ']' || c == '}');
    if (at > recordStart && (c == '\n' || closes || opens)) {
      end(at, block);
      return at;
    }
    if (c == '"' && place != Place.STREAM) {
      inString = true;
    }
    return at + 1;
  }

  private void end(int at, Block block) {
    if (place == Place.ENVELOPE_REST) {
      place = Place.STREAM;
    } else if (!dropped) {
      block.addSlice(recordStart, at, recordLine);
    }
    inRecord = false;
    inString = false;
    dropped = false;
  }

  private void resynchronise() {
    place = Place.STREAM;
    inRecord = false;
    dropped = false;
  }
}
