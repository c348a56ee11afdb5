package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// Reads the entries of a block back. Confined to one thread.
///
/// Errors [MalformedException] where a block is none that a journal writes; a section that its key
/// does not open counts as destroyed
final class BlockReader {
  private static final EntryKind[] KINDS = EntryKind.values();

  private final @Nullable TenantKeys keys;
  private final SectionCipher cipher = new SectionCipher();
  private final List<String> words = new ArrayList<>();
  private final List<String> sectionWords = new ArrayList<>();
  private Entry[] entries = new Entry[0];
  private int[] nextPersonal = new int[0];

  /// @param keys null if they are not at hand: what is personal stays sealed
  BlockReader(@Nullable TenantKeys keys) {
    this.keys = keys;
  }

  /// The entries of a payload, in order.
  ///
  /// @param first number of the first
  List<Entry> read(
      byte[] array, int from, int to, int count, long first, byte[] journal, Wanted wanted)
      throws MalformedException {
    ByteReader in = new ByteReader(array, from, to);
    int clear = in.count(in.remaining());
    if (clear > in.remaining() || count > clear) {
      throw new MalformedException("a block ends too early");
    }
    entries = new Entry[count];
    ByteReader clearIn = new ByteReader(array, in.position(), in.position() + clear);
    int personal = clear(clearIn, count);
    in.skip(clear);
    TenantKeys known = keys;
    if (personal > 0 && wanted == Wanted.ALL && known != null) {
      sections(known, array, in, first, journal);
    }
    return Arrays.asList(entries);
  }

  /// What of entries is read.
  enum Wanted {
    ALL,
    /// Personal parts stay sealed.
    CLEAR
  }

  private int clear(ByteReader in, int count) throws MalformedException {
    words.clear();
    int personal = 0;
    long micros = 0;
    for (int i = 0; i < count; i++) {
      int flags = in.byte1();
      int kind = flags & Block.KIND;
      if (kind >= KINDS.length) {
        throw new MalformedException("no kind of entry: " + kind);
      }
      micros += in.signed();
      String tenant = word(in, words);
      String credential = word(in, words);
      String operation = word(in, words);
      String source = word(in, words);
      List<String> texts = (flags & Block.TEXTS) == 0 ? List.of() : texts(in, words);
      byte[] body = in.bytes(in.count(in.remaining()));
      boolean isPersonal = (flags & Block.PERSONAL) != 0;
      personal += isPersonal ? 1 : 0;
      entries[i] =
          new Entry(
              KINDS[kind],
              micros,
              tenant,
              credential,
              operation,
              source,
              new Facts(texts, body),
              Facts.NONE,
              isPersonal ? Entry.Privacy.SEALED : Entry.Privacy.NONE,
              null);
    }
    return personal;
  }

  private void sections(TenantKeys known, byte[] array, ByteReader in, long first, byte[] journal)
      throws MalformedException {
    chain();
    byte[] nonce = in.bytes(SectionCipher.NONCE);
    int base = ByteReader.getInt(nonce, 8);
    int count = in.count(entries.length);
    for (int section = 0; section < count; section++) {
      int at = in.count(entries.length - 1);
      int length = in.count(in.remaining());
      String tenant = entries[at].tenant();
      if (entries[at].privacy() == Entry.Privacy.NONE) {
        throw new MalformedException("a section belongs to no entry");
      }
      SecretKey key = length == 0 ? null : known.keyToOpen(tenant);
      byte[] plain = null;
      if (key != null) {
        ByteWriter.putInt(nonce, 8, base + section);
        plain =
            cipher.open(
                key, nonce, Sections.context(journal, first, tenant), array, in.position(), length);
      }
      if (plain == null) {
        destroyed(at);
      } else {
        open(at, new ByteReader(plain));
      }
      in.skip(length);
    }
  }

  /// For each entry with a personal part, the next one of the same tenant.
  private void chain() {
    nextPersonal = new int[entries.length];
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < entries.length; i++) {
      nextPersonal[i] = -1;
      if (entries[i].privacy() == Entry.Privacy.SEALED) {
        Integer before = last.put(entries[i].tenant(), i);
        if (before != null) {
          nextPersonal[before] = i;
        }
      }
    }
  }

  private void destroyed(int at) {
    for (int i = at; i >= 0; i = nextPersonal[i]) {
      entries[i] = entries[i].withPersonal(Facts.NONE, Entry.Privacy.DESTROYED);
    }
  }

  private void open(int at, ByteReader in) throws MalformedException {
    sectionWords.clear();
    for (int i = at; i >= 0 && in.remaining() > 0; i = nextPersonal[i]) {
      List<String> texts = texts(in, sectionWords);
      Facts facts = new Facts(texts, in.bytes(in.count(in.remaining())));
      entries[i] = entries[i].withPersonal(facts, Entry.Privacy.READABLE);
    }
  }

  private static List<String> texts(ByteReader in, List<String> known) throws MalformedException {
    int count = in.count(Facts.MAX_TEXTS);
    if (count == 0) {
      return List.of();
    }
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = word(in, known);
    }
    return Arrays.asList(texts);
  }

  private static String word(ByteReader in, List<String> known) throws MalformedException {
    long number = in.number();
    if (number < 2) {
      String text = in.text();
      if (number == 0 && known.size() < WordTable.MAX_WORDS) {
        known.add(text);
      }
      return text;
    }
    if (number - 2 >= known.size() || number < 0) {
      throw new MalformedException("no text of that number: " + number);
    }
    return known.get((int) number - 2);
  }
}
