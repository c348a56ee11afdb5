package dev.warder.keys.foreign;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.Algorithm.Kind;
import dev.warder.model.Secret;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// Finds the key that a presented value is among those of one format. One thread may add and remove
/// at a time, while any number look up.
///
/// Shape    a value's hash, or where values hold an id that id's hash under a seed of this process ->
///          slot -> row: (id's hash) · stored hash · (salt) and the caller's number for the key
///
///     slots  [ 0 | 3 | 0 | 1 | 2 | ... ]        row number plus one, 0 free; open addressing
///     rows   [ hash 32 B ] [ hash 32 B ] ...    in chunks that never move
///
/// Bounds   O(1); 36 bytes a key and 6 to 12 for its slots (some 45 at a million); with an id 16 more,
///          with a salt 32 more. A look-up allocates what hashing does, some hundred bytes. The room
///          of a removed key is not used again
/// Guarantees hashes are compared in the same time wherever they differ, over 256 bits (SHA-1: 160);
/// a removed key is found by no look-up that begins afterwards
/// Does not guarantee that a value that fits no key takes as long as one that does
public final class ForeignIndex {
  /// No key.
  public static final int NONE = -1;

  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int CHUNK_BITS = 13;
  private static final int CHUNK_ROWS = 1 << CHUNK_BITS;
  private static final int MAX_CHUNKS = 4_096;
  private static final int FIRST_SLOTS = 1_024;
  private static final int HASH_LONGS = 4;
  private static final int ID_LONGS = 2;
  private static final int SALT_LONGS = 4;
  static final int MAX_SALT = 8 * SALT_LONGS - 1;

  private final ForeignFormat format;
  private final ForeignHasher hasher;
  private final byte[] seed = new byte[16];
  private final long mixer;
  private final int hashAt;
  private final int saltAt;
  private final int rowLongs;
  private final long[][] rows = new long[MAX_CHUNKS][];
  private final int[][] numbers = new int[MAX_CHUNKS][];
  private volatile int[] slots = new int[FIRST_SLOTS];
  private int used;
  private final AtomicInteger size = new AtomicInteger();

  private ForeignIndex(ForeignFormat format, ForeignHasher hasher) {
    this.format = format;
    this.hasher = hasher;
    new SecureRandom().nextBytes(seed);
    mixer = ByteBuffer.wrap(seed).getLong();
    hashAt = format.hasId() ? ID_LONGS : 0;
    saltAt = hashAt + HASH_LONGS;
    rowLongs = saltAt + (format.algorithm().kind() == Kind.SALTED ? SALT_LONGS : 0);
  }

  /// An empty index of keys that were hashed without a pepper.
  public static ForeignIndex open(ForeignFormat format) {
    return new ForeignIndex(format, ForeignHasher.of(format.algorithm(), null));
  }

  /// An empty index of keys that were hashed under a pepper.
  public static ForeignIndex open(ForeignFormat format, Secret pepper) {
    requireNonNull(pepper, "pepper is null");
    return new ForeignIndex(format, ForeignHasher.of(format.algorithm(), pepper));
  }

  public ForeignFormat format() {
    return format;
  }

  /// Adds a key; by one thread at a time.
  ///
  /// @param id the key's id in the other system; must be the one within its value if values hold
  ///   one
  /// @param number the caller's number for the key, from 0
  public Added add(String id, StoredHash stored, int number) {
    if (number < 0
        || stored.salt().length > MAX_SALT
        || stored.hash().length != format.algorithm().bytes()) {
      throw new IllegalArgumentException(
          "numbers begin at 0, salts have up to 31 bytes, and hashes of "
              + format.name()
              + " have "
              + format.algorithm().bytes());
    }
    long[] row = row(id, stored);
    if (locate(slots, row, hashAt == 0 ? HASH_LONGS : ID_LONGS) >= 0) {
      return Added.KNOWN;
    }
    if (used == MAX_CHUNKS * CHUNK_ROWS) {
      return Added.FULL;
    }
    if (used + 1 > slots.length / 3 * 2) {
      grow();
    }
    int chunk = used >>> CHUNK_BITS;
    if (rows[chunk] == null) {
      rows[chunk] = new long[CHUNK_ROWS * rowLongs];
      numbers[chunk] = new int[CHUNK_ROWS];
    }
    System.arraycopy(row, 0, rows[chunk], (used & (CHUNK_ROWS - 1)) * rowLongs, rowLongs);
    numbers[chunk][used & (CHUNK_ROWS - 1)] = number;
    used++;
    publish(slots, used);
    size.incrementAndGet();
    return Added.ADDED;
  }

  /// Takes a key out: it was retired, or is known under another hash by now. By one thread at a
  /// time, the one that adds.
  ///
  /// @return whether it was there
  public boolean remove(String id, StoredHash stored) {
    int row = locate(slots, row(id, stored), hashAt == 0 ? HASH_LONGS : ID_LONGS);
    if (row < 0) {
      return false;
    }
    INTS.setRelease(numbers[row >>> CHUNK_BITS], row & (CHUNK_ROWS - 1), NONE);
    size.decrementAndGet();
    return true;
  }

  /// The number of the key that a value is, or [#NONE]. Never throws on input.
  public int find(String value) {
    if (!format.fits(value)) {
      return NONE;
    }
    String part = format.hashedPart(value);
    if (!format.hasId()) {
      long[] row = new long[HASH_LONGS];
      put(row, 0, hasher.hash(part, new byte[0]));
      return number(locate(slots, row, HASH_LONGS));
    }
    long[] wanted = new long[ID_LONGS];
    putId(wanted, format.id(value));
    int row = locate(slots, wanted, ID_LONGS);
    // Hashed even for an id that nobody has, so that it takes about as long.
    byte[] salt = row < 0 || rowLongs == saltAt ? new byte[0] : salt(row);
    long[] hash = new long[HASH_LONGS];
    put(hash, 0, hasher.hash(part, salt));
    return row >= 0 && matches(row, hashAt, hash, HASH_LONGS) ? number(row) : NONE;
  }

  /// How many keys are there.
  public int size() {
    return size.get();
  }

  /// Bytes that rows and slots take.
  public long sizeBytes() {
    long bytes = 4L * slots.length + 2 * 8L * MAX_CHUNKS;
    for (int chunk = 0; chunk < MAX_CHUNKS && rows[chunk] != null; chunk++) {
      bytes += CHUNK_ROWS * (8L * rowLongs + 4);
    }
    return bytes;
  }

  private int number(int row) {
    return row < 0
        ? NONE
        : (int) INTS.getAcquire(numbers[row >>> CHUNK_BITS], row & (CHUNK_ROWS - 1));
  }

  /// The row that begins with some words and was not removed, or -1.
  private int locate(int[] table, long[] words, int length) {
    int mask = table.length - 1;
    int slot = slot(words[0], mask);
    while (true) {
      int row = (int) INTS.getAcquire(table, slot) - 1;
      if (row < 0) {
        return -1;
      }
      if (matches(row, 0, words, length) && number(row) != NONE) {
        return row;
      }
      slot = (slot + 1) & mask;
    }
  }

  private boolean matches(int row, int at, long[] words, int length) {
    long[] chunk = rows[row >>> CHUNK_BITS];
    int begin = (row & (CHUNK_ROWS - 1)) * rowLongs + at;
    long difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= chunk[begin + i] ^ words[i];
    }
    return difference == 0;
  }

  private byte[] salt(int row) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * SALT_LONGS);
    int begin = (row & (CHUNK_ROWS - 1)) * rowLongs + saltAt;
    for (int i = 0; i < SALT_LONGS; i++) {
      bytes.putLong(rows[row >>> CHUNK_BITS][begin + i]);
    }
    return Arrays.copyOf(bytes.array(), bytes.get(MAX_SALT));
  }

  private long[] row(String id, StoredHash stored) {
    long[] row = new long[rowLongs];
    if (format.hasId()) {
      putId(row, id);
    }
    put(row, hashAt, stored.hash());
    if (rowLongs > saltAt) {
      byte[] salt = Arrays.copyOf(stored.salt(), 8 * SALT_LONGS);
      salt[MAX_SALT] = (byte) stored.salt().length;
      put(row, saltAt, salt);
    }
    return row;
  }

  private void putId(long[] row, String id) {
    ByteBuffer hash = ByteBuffer.wrap(seeded(id));
    for (int i = 0; i < ID_LONGS; i++) {
      row[i] = hash.getLong();
    }
  }

  /// The first 32 bytes of some, or as many as there are and zeros.
  private static void put(long[] row, int at, byte[] bytes) {
    ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(bytes, 8 * HASH_LONGS));
    for (int i = 0; i < HASH_LONGS; i++) {
      row[at + i] = words.getLong();
    }
  }

  private byte[] seeded(String id) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed);
      return digest.digest(id.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private int slot(long word, int mask) {
    long mixed = (word ^ mixer) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & mask;
  }

  private void grow() {
    int[] wider = new int[2 * slots.length];
    for (int row = 0; row < used; row++) {
      publish(wider, row + 1);
    }
    slots = wider;
  }

  /// Enters a row, by its number plus one; readers see all of it or nothing.
  private void publish(int[] table, int entry) {
    int row = entry - 1;
    int mask = table.length - 1;
    int slot = slot(rows[row >>> CHUNK_BITS][(row & (CHUNK_ROWS - 1)) * rowLongs], mask);
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    INTS.setRelease(table, slot, entry);
  }
}
