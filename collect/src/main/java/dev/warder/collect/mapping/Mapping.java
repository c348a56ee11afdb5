package dev.warder.collect.mapping;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A declared mapping, compiled: which fields of a record are which words of a call. Immutable and
/// safe for all threads; a reader brings an array of [#size] numbers for what it finds.
///
/// Shape record -> [#find] -> node of each pointer -> [#value] -> node of a word
///
/// Bounds one walk of the record; no allocation
///
/// Source the public format, `docs/mapping.md`; RFC 6901
public final class Mapping {
  private static final int MAX_BLANK_LIST = 8;

  private final PointerTrie trie;
  private final Map<Word, Rule> rules;
  private final Recognition recognition;
  private final List<TimeForm> timeForms;
  private final int latencyPower;
  private final List<String> records;

  /// @param records steps to the list that holds the records, empty if the value is one
  Mapping(
      PointerTrie trie,
      Map<Word, Rule> rules,
      Recognition recognition,
      List<TimeForm> timeForms,
      int latencyPower,
      List<String> records) {
    this.trie = trie;
    this.rules = new EnumMap<>(Word.class);
    for (Word word : Word.values()) {
      this.rules.put(word, rules.getOrDefault(word, Rule.NONE));
    }
    this.recognition = recognition;
    this.timeForms = List.copyOf(timeForms);
    this.latencyPower = latencyPower;
    this.records = List.copyOf(records);
  }

  /// How many numbers [#find] fills.
  public int size() {
    return trie.size();
  }

  /// Whether the mapping says which records are its own.
  public boolean isSpecific() {
    return recognition.isDeclared();
  }

  /// Whether the mapping says where the word stands, or what it is.
  public boolean has(Word word) {
    Rule rule = rule(word);
    return rule.pointers.length > 0 || !rule.constant.isEmpty();
  }

  /// Name of the field that holds the list of records; empty if it is no field of the value itself.
  public String envelope() {
    return records.size() == 1 ? records.getFirst() : "";
  }

  private Rule rule(Word word) {
    return rules.getOrDefault(word, Rule.NONE);
  }

  /// The list of records in a value; 0 if the value is a record itself.
  public int records(Tape tape, int node) {
    if (records.isEmpty()) {
      return 0;
    }
    int at = node;
    for (int i = 0; i < records.size(); i++) {
      at = tape.isObject(at) ? member(tape, at, records.get(i)) : 0;
      if (at == 0) {
        return 0;
      }
    }
    return tape.isArray(at) ? at : 0;
  }

  private static int member(Tape tape, int object, String name) {
    for (int n = object + 1; n < tape.next(object); n = tape.next(n)) {
      if (tape.name(n).equals(name)) {
        return n;
      }
    }
    return 0;
  }

  /// Finds every pointer of the mapping; true if a field of it occurs twice.
  public boolean find(Tape tape, int object, int[] found) {
    return trie.walk(tape, object, found);
  }

  /// Whether what was found makes the record one of the mapping's.
  public boolean matches(Tape tape, int[] found) {
    return recognition.matches(tape, found);
  }

  /// The scalar that holds a word, 0 if there is none: of the first pointer with a value, where a
  /// list stands for its first scalar. Null, the empty text and `-` are no values.
  public int value(Word word, Tape tape, int[] found) {
    int[] pointers = rule(word).pointers;
    for (int i = 0; i < pointers.length; i++) {
      int node = found[pointers[i]] > 0 ? scalar(tape, found[pointers[i]]) : 0;
      if (node > 0) {
        return node;
      }
    }
    return 0;
  }

  /// The list or scalar that holds a word of several values, 0 if there is none.
  public int values(Word word, Tape tape, int[] found) {
    int[] pointers = rule(word).pointers;
    for (int i = 0; i < pointers.length; i++) {
      int node = found[pointers[i]];
      if (node > 0 && scalar(tape, node) > 0) {
        return node;
      }
    }
    return 0;
  }

  private static int scalar(Tape tape, int node) {
    if (!tape.isArray(node)) {
      return isValue(tape, node) ? node : 0;
    }
    int end = tape.next(node);
    int looked = 0;
    for (int n = node + 1; n < end && looked < MAX_BLANK_LIST; n = tape.next(n)) {
      if (isValue(tape, n)) {
        return n;
      }
      looked++;
    }
    return 0;
  }

  /// Whether a node says anything at all.
  public static boolean isValue(Tape tape, int node) {
    if (tape.isContainer(node) || tape.isNull(node)) {
      return false;
    }
    int length = tape.end(node) - tape.start(node);
    return length > 1 || (length == 1 && tape.bytes()[tape.start(node)] != '-');
  }

  /// What a word is where no pointer has it; empty if the mapping says nothing.
  public String constant(Word word) {
    return rule(word).constant;
  }

  /// A time as the mapping says times are written, [Timestamps#NONE] if it is none.
  public long micros(byte[] bytes, int from, int to) {
    for (int i = 0; i < timeForms.size(); i++) {
      long micros = timeForms.get(i).micros(bytes, from, to);
      if (micros != Timestamps.NONE) {
        return micros;
      }
    }
    return Timestamps.NONE;
  }

  /// A latency in microseconds, [Decimals#NONE] if it is none. Of several, as nginx writes them for
  /// several upstreams (`0.1, 0.2 : 0.3`), the sum.
  public long latencyMicros(byte[] bytes, int from, int to) {
    long sum = 0;
    int start = from;
    while (start < to) {
      int end = start;
      while (end < to && bytes[end] != ',' && bytes[end] != ':') {
        end++;
      }
      long micros =
          Decimals.scaled(bytes, skip(bytes, start, end), trim(bytes, start, end), latencyPower);
      if (micros == Decimals.NONE || sum + micros < 0) {
        return Decimals.NONE;
      }
      sum += micros;
      start = end + 1;
    }
    return from < to ? sum : Decimals.NONE;
  }

  private static int skip(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    return i;
  }

  private static int trim(byte[] bytes, int from, int to) {
    int i = to;
    while (i > from && bytes[i - 1] == ' ') {
      i--;
    }
    return i;
  }
}
