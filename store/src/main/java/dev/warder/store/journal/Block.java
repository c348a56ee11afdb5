package dev.warder.store.journal;

import dev.warder.model.StableHash;
import dev.warder.store.journal.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Entries that are to be written together. Filled by whoever appends, under the buffer's lock, and
/// then handed to the thread that writes.
///
/// Shape entry: flags (kind | texts 0x08 | personal 0x10) | time less that of the entry before |
/// tenant* | credential* | operation* | source* | count of texts if any, texts* | length of the
/// body, body; what is marked * is 0 and the text if it is new and numbered from then on, 1 and the
/// text if it is new and not numbered, else its number + 2
final class Block {
  static final int TEXTS = 0x08;
  static final int PERSONAL = 0x10;
  static final int KIND = 0x07;

  private final ByteWriter clear;
  private final List<Entry> personal = new ArrayList<>();
  private final int[] kinds = new int[EntryKind.values().length];
  private int[] personalAt = new int[64];
  private long[] hashes = new long[256];
  private int hashCount;
  private long first;
  private int count;
  private long weight;
  private long lastMicros;
  private long minMicros = Long.MAX_VALUE;
  private long maxMicros = Long.MIN_VALUE;

  Block(int bytes) {
    clear = new ByteWriter(bytes + bytes / 4);
  }

  /// Makes it empty, to begin at a number.
  void clear(long firstNumber) {
    clear.cut(0);
    personal.clear();
    Arrays.fill(kinds, 0);
    hashCount = 0;
    first = firstNumber;
    count = 0;
    weight = 0;
    lastMicros = 0;
    minMicros = Long.MAX_VALUE;
    maxMicros = Long.MIN_VALUE;
  }

  @SuppressWarnings(
      "EnumOrdinal") // the layout has kinds by their ordinal, ActivityCodecTest pins it
  void add(Entry entry, WordTable words) {
    List<String> texts = entry.facts().texts();
    boolean isPersonal = !entry.personal().isEmpty();
    clear.byte1(
        entry.kind().ordinal() | (texts.isEmpty() ? 0 : TEXTS) | (isPersonal ? PERSONAL : 0));
    clear.signed(entry.timeMicros() - lastMicros);
    found(words, entry.tenant());
    found(words, entry.credentialUid());
    found(words, entry.operation());
    found(words, entry.source());
    if (!texts.isEmpty()) {
      clear.number(texts.size());
      for (int i = 0; i < texts.size(); i++) {
        found(words, texts.get(i));
      }
    }
    byte[] body = entry.body();
    clear.number(body.length);
    clear.bytes(body);
    if (isPersonal) {
      personal(entry);
    }
    lastMicros = entry.timeMicros();
    minMicros = Math.min(minMicros, lastMicros);
    maxMicros = Math.max(maxMicros, lastMicros);
    kinds[entry.kind().ordinal()]++;
    count++;
  }

  /// Writes a text that the entry may be found by. Every text that is new to the block is noted,
  /// whatever it stands for first: it may stand for something else next time.
  private void found(WordTable words, String text) {
    if (!word(clear, words, text)) {
      if (hashCount == hashes.length) {
        hashes = Arrays.copyOf(hashes, hashes.length * 2);
      }
      hashes[hashCount++] = StableHash.of(text);
    }
  }

  private void personal(Entry entry) {
    if (personal.size() == personalAt.length) {
      personalAt = Arrays.copyOf(personalAt, personalAt.length * 2);
    }
    personalAt[personal.size()] = count;
    personal.add(entry);
    weight += entry.personal().weight();
  }

  /// Writes a text by its number where it has one.
  ///
  /// @return whether it had one
  static boolean word(ByteWriter out, WordTable words, String text) {
    int number = words.number(text);
    if (number == WordTable.UNKNOWN) {
      out.number(1);
      out.text(text);
      return false;
    }
    if (words.added()) {
      out.number(0);
      out.text(text);
      return false;
    }
    out.number(number + 2L);
    return true;
  }

  boolean isEmpty() {
    return count == 0;
  }

  long first() {
    return first;
  }

  long last() {
    return first + count - 1;
  }

  int count() {
    return count;
  }

  /// How many of its entries are of a kind.
  @SuppressWarnings("EnumOrdinal") // counted by ordinal in add
  int count(EntryKind kind) {
    return kinds[kind.ordinal()];
  }

  /// About how many bytes it takes in the buffer.
  long weight() {
    return clear.size() + weight;
  }

  long minMicros() {
    return minMicros;
  }

  long maxMicros() {
    return maxMicros;
  }

  /// Hashes of the texts in it that it may be found by.
  long hash(int n) {
    return hashes[n];
  }

  int hashCount() {
    return hashCount;
  }

  /// Everything but the personal parts.
  ByteWriter clear() {
    return clear;
  }

  /// Entries with a personal part, in order.
  List<Entry> personal() {
    return personal;
  }

  /// Which entry of the block the n-th with a personal part is.
  int personalAt(int n) {
    return personalAt[n];
  }
}
