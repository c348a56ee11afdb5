package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteWriter;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// Seals the personal parts of a block, all of one tenant together. Confined to the writing thread.
///
/// Shape of the plain text, per entry: count of texts, texts (numbered as in a [Block], but within
/// the section alone) | length of the bytes, bytes
///
/// Guarantees no nonce is used twice: 64 random bits for each opening of a journal, and a count
final class Sections {
  /// Sealed without a pause: a tenth of a millisecond.
  private static final int AT_ONCE = 64;

  private final TenantKeys keys;
  private final SecureRandom random;
  private final Runnable pause;
  private final SectionCipher cipher = new SectionCipher();
  private final WordTable words = new WordTable();
  private final WordTable tenants = new WordTable();
  private final ByteWriter plain = new ByteWriter(1 << 14);
  private final byte[] nonce = new byte[SectionCipher.NONCE];
  private int[] heads = new int[256];
  private int[] tails = new int[256];
  private int[] next = new int[256];
  private @Nullable SecretKey[] sealing = new @Nullable SecretKey[256];
  private final int[] sectionOf = new int[WordTable.MAX_WORDS];
  private int count;
  private int used;

  /// @param pause is taken between pieces that nobody waits for
  Sections(TenantKeys keys, SecureRandom random, Runnable pause) {
    this.keys = keys;
    this.random = random;
    this.pause = pause;
    newSession();
  }

  /// Writes the sections of a block: the nonce of the first (the others count on from it), how many
  /// there are, and for each the number of its first entry within the block, its length and its
  /// bytes; length 0 if the tenant's key was destroyed.
  ///
  /// @param isAwaited whether somebody waits for it, so that it is done without pauses
  void write(Block block, byte[] journal, boolean isAwaited, ByteWriter out) throws IOException {
    group(block.personal());
    if (used > Integer.MAX_VALUE - count) {
      newSession();
    }
    ByteWriter.putInt(nonce, 8, used);
    out.bytes(nonce);
    out.number(count);
    // All of them before the first is used: the processor looks for several at once.
    for (int section = 0; section < count; section++) {
      sealing[section] = keys.keyToSeal(tenant(block, section));
    }
    for (int section = 0; section < count; section++) {
      ByteWriter.putInt(nonce, 8, used + section);
      section(block, section, journal, out);
      if (!isAwaited && section % AT_ONCE == AT_ONCE - 1) {
        pause.run();
      }
    }
    Arrays.fill(sealing, 0, count, null);
    used += count;
  }

  private String tenant(Block block, int section) {
    return block.personal().get(heads[section]).tenant();
  }

  private void section(Block block, int section, byte[] journal, ByteWriter out)
      throws IOException {
    int head = heads[section];
    String tenant = tenant(block, section);
    SecretKey key = sealing[section];
    out.number(block.personalAt(head));
    if (key == null) {
      out.number(0);
      return;
    }
    plain.cut(0);
    words.clear();
    for (int n = head; n >= 0; n = next[n]) {
      Facts facts = block.personal().get(n).personal();
      List<String> texts = facts.texts();
      plain.number(texts.size());
      for (int i = 0; i < texts.size(); i++) {
        Block.word(plain, words, texts.get(i));
      }
      plain.number(facts.bytes().length);
      plain.bytes(facts.bytes());
    }
    byte[] sealed =
        cipher.seal(
            key, nonce, context(journal, block.first(), tenant), plain.array(), 0, plain.size());
    out.number(sealed.length);
    out.bytes(sealed);
  }

  /// Chains entries of one tenant together, tenants in the order in which they come first.
  private void group(List<Entry> entries) {
    tenants.clear();
    count = 0;
    if (entries.size() > next.length) {
      int size = Math.max(entries.size(), 2 * next.length);
      next = Arrays.copyOf(next, size);
      heads = Arrays.copyOf(heads, size);
      tails = Arrays.copyOf(tails, size);
      sealing = new @Nullable SecretKey[size];
    }
    for (int n = 0; n < entries.size(); n++) {
      next[n] = -1;
      int tenant = tenants.number(entries.get(n).tenant());
      if (tenant == WordTable.UNKNOWN || tenants.added()) {
        heads[count] = n;
        tails[count] = n;
        if (tenant != WordTable.UNKNOWN) {
          sectionOf[tenant] = count;
        }
        count++;
      } else {
        int section = sectionOf[tenant];
        next[tails[section]] = n;
        tails[section] = n;
      }
    }
  }

  private void newSession() {
    byte[] session = new byte[8];
    random.nextBytes(session);
    System.arraycopy(session, 0, nonce, 0, session.length);
    used = 0;
  }

  /// What a section is bound to, so that it opens nowhere else.
  static byte[] context(byte[] journal, long firstNumber, String tenant) {
    ByteWriter context = new ByteWriter(64);
    context.bytes(journal);
    context.long8(firstNumber);
    context.text(tenant);
    return context.toBytes();
  }
}
