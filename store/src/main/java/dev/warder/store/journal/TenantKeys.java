package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.bytes.MalformedException;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The data keys of tenants, each wrapped by the master key, in a file of their own. Safe for use
/// by many threads.
///
/// Shape of the file: "WARDERK1", then records: length of the rest 4 | the same, inverted 4 |
/// CRC-32C of the rest 4 | what 1 (1 key, 2 destroyed) | tenant | of a key: nonce 12, the key in
/// AES-256-GCM under the master key 48, bound to the tenant; of a destroyed one: nothing
///
/// Guarantees a key is on disk before anything that it seals; once [#destroy] has returned, the
/// file holds the key no more, and the tenant gets no other: its personal parts are not kept from
/// then on. The bytes that the file had before are overwritten where they lay. Does not guarantee
/// that a disk that writes elsewhere than it is told forgot them, or that no backup has them.
/// Bounds [#MAX_TENANTS] tenants, about 250 bytes of memory each
final class TenantKeys {
  static final int MAX_TENANTS = 1 << 20;

  /// Room for tenants whose first entries wait.
  private static final int WAITING = 1 << 14;

  private static final long MARK = 0x574152444552_4B31L;
  private static final int KEY = 32;
  private static final int FRAME = 12;
  private static final int KEY_RECORD = 1;
  private static final int DESTROYED_RECORD = 2;
  private static final int MAX_RECORD = 1 << 20;

  private final JournalFiles files;
  private final Path path;
  private final SecretKey master;
  private final SecureRandom random;
  private final SectionCipher cipher = new SectionCipher();
  private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();
  private final Set<String> destroyed = ConcurrentHashMap.newKeySet();

  /// Those of them that the file still has a key for, because it could not be written.
  private final Set<String> unwrittenDestroyed = ConcurrentHashMap.newKeySet();

  private final ByteWriter unwritten = new ByteWriter(1 << 12);
  private final Set<String> unwrittenTenants = new HashSet<>();
  private long position;

  /// Whether it is unknown which of two files is there, because putting one in the place of the
  /// other failed.
  private boolean unsure;

  private TenantKeys(JournalFiles files, Path path, SecretKey master, SecureRandom random) {
    this.files = files;
    this.path = path;
    this.master = master;
    this.random = random;
  }

  /// Reads the keys in a folder; those who write give `random`.
  static TenantKeys open(JournalFiles files, Path path, SecretKey master, SecureRandom random)
      throws IOException, JournalException {
    TenantKeys keys = new TenantKeys(files, path, master, random);
    if (files.exists(path)) {
      keys.load(SmallFile.bytes(files, path));
    }
    return keys;
  }

  private void load(byte[] bytes) throws JournalException {
    if (bytes.length < 8) {
      return;
    }
    ByteReader in = new ByteReader(bytes);
    try {
      long mark = in.long8();
      if (mark == 0) {
        return; // The file was begun, and never forced.
      }
      if (mark != MARK) {
        throw new MalformedException("its first bytes are not those of such a file");
      }
      position = in.position();
      while (in.remaining() >= FRAME) {
        int begin = in.position();
        int length = in.int4();
        boolean isLength = in.int4() == ~length && length > 0 && length <= MAX_RECORD;
        int check = in.int4();
        if (isLength && length > in.remaining()) {
          return; // The file ends early, as a crash leaves it.
        }
        if (!isLength || check != check(bytes, in.position(), length)) {
          checkTorn(bytes, begin);
          return;
        }
        record(new ByteReader(bytes, in.position(), in.position() + length));
        in.skip(length);
        position = in.position();
      }
    } catch (MalformedException e) {
      throw new JournalException(
          ErrorCode.JOURNAL_DAMAGED,
          path
              + " is damaged at byte "
              + position
              + " ("
              + e.getMessage()
              + "): put back a copy of it, else what is personal in the journal stays unreadable");
    }
  }

  /// A record that is not whole was never forced if sectors of it are missing.
  private static void checkTorn(byte[] bytes, int from) throws MalformedException {
    if (!Tail.hasGap(Arrays.copyOfRange(bytes, from, bytes.length), from)) {
      throw new MalformedException("a key does not fit its checksum");
    }
  }

  private void record(ByteReader in) throws MalformedException {
    int what = in.byte1();
    String tenant = in.text();
    if (what == DESTROYED_RECORD) {
      destroyed.add(tenant);
      keys.remove(tenant);
      return;
    }
    byte[] nonce = in.bytes(SectionCipher.NONCE);
    byte[] wrapped = in.bytes(KEY + SectionCipher.TAG);
    byte[] key =
        cipher.open(
            master, nonce, Sections.context(new byte[0], 0, tenant), wrapped, 0, wrapped.length);
    if (key == null || what != KEY_RECORD) {
      throw new MalformedException("the master key does not open a tenant's key");
    }
    keys.put(tenant, new SecretKeySpec(key, "AES"));
  }

  /// The key that a tenant's personal parts are sealed with; made if there is none. What is made is
  /// on disk after [#force] only.
  ///
  /// @return null if it was destroyed
  @Nullable SecretKey keyToSeal(String tenant) {
    SecretKey known = keys.get(tenant);
    return known == null ? newKeyToSeal(tenant) : known;
  }

  private synchronized @Nullable SecretKey newKeyToSeal(String tenant) {
    SecretKey known = keys.get(tenant);
    if (known != null || destroyed.contains(tenant) || keys.size() >= MAX_TENANTS) {
      return known;
    }
    byte[] key = new byte[KEY];
    random.nextBytes(key);
    SecretKey made = new SecretKeySpec(key, "AES");
    write(unwritten, tenant, made);
    unwrittenTenants.add(tenant);
    keys.put(tenant, made);
    return made;
  }

  @Nullable SecretKey keyToOpen(String tenant) {
    return keys.get(tenant);
  }

  /// Whether what was sealed for a tenant opens no more, or never did for want of a key. While all
  /// tenants have theirs, nothing needs to be looked up.
  boolean isGone(String tenant) {
    return !(destroyed.isEmpty() && keys.size() < MAX_TENANTS) && !keys.containsKey(tenant);
  }

  /// Whether a tenant's key was destroyed, on disk, too.
  boolean isDestroyed(String tenant) {
    return destroyed.contains(tenant) && !unwrittenDestroyed.contains(tenant);
  }

  /// Whether what is personal of a tenant is kept, or is known not to be. Says so before there are
  /// too many, since keys of entries that wait to be written are made later.
  boolean takes(String tenant) {
    return keys.size() < MAX_TENANTS - WAITING
        || keys.containsKey(tenant)
        || destroyed.contains(tenant);
  }

  /// Returns when all keys that were made are on disk.
  synchronized void force() throws IOException {
    if (unsure) {
      rewrite();
    }
    if (unwritten.size() == 0) {
      return;
    }
    boolean isNew = !files.exists(path);
    try (JournalFile file = files.openToWrite(path)) {
      long begin = position;
      ByteWriter out = new ByteWriter(unwritten.size() + 8);
      if (begin == 0) {
        out.long8(MARK);
      }
      out.bytes(unwritten.array(), 0, unwritten.size());
      file.truncate(begin);
      file.write(ByteBuffer.wrap(out.array(), 0, out.size()), begin);
      file.force();
      position = begin + out.size();
    }
    if (isNew) {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        files.forceFolder(folder);
      }
    }
    unwritten.cut(0);
    unwrittenTenants.clear();
  }

  /// Forgets keys that could not be written, so that nothing is sealed with them.
  synchronized void forgetUnwritten() {
    unwrittenTenants.forEach(keys::remove);
    unwrittenTenants.clear();
    unwritten.cut(0);
  }

  /// Writes the file anew without a tenant's key. Returns when that is on disk.
  synchronized void destroy(String tenant) throws IOException {
    destroyed.add(tenant);
    unwrittenDestroyed.add(tenant);
    keys.remove(tenant);
    rewrite();
  }

  private void rewrite() throws IOException {
    ByteWriter out = new ByteWriter(1 << 16);
    out.long8(MARK);
    for (Map.Entry<String, SecretKey> key : new TreeMap<>(keys).entrySet()) {
      write(out, key.getKey(), key.getValue());
    }
    for (String gone : destroyed.stream().sorted().toList()) {
      ByteWriter record = new ByteWriter(64);
      record.byte1(DESTROYED_RECORD);
      record.text(gone);
      frame(out, record);
    }
    unsure = true;
    replace(out.toBytes());
    unsure = false;
    position = out.size();
    unwritten.cut(0);
    unwrittenTenants.clear();
    unwrittenDestroyed.clear();
  }

  /// Puts another file in the place of the one that is there, whose bytes are overwritten once
  /// nobody needs them any more.
  private void replace(byte[] bytes) throws IOException {
    if (!files.exists(path)) {
      SmallFile.replace(files, path, bytes);
      return;
    }
    try (JournalFile before = files.openToWrite(path)) {
      SmallFile.replace(files, path, bytes);
      before.write(ByteBuffer.wrap(new byte[Math.toIntExact(before.size())]), 0);
      before.force();
    }
  }

  private void write(ByteWriter out, String tenant, SecretKey key) {
    byte[] nonce = new byte[SectionCipher.NONCE];
    random.nextBytes(nonce);
    byte[] plain = key.getEncoded();
    byte[] wrapped =
        cipher.seal(
            master, nonce, Sections.context(new byte[0], 0, tenant), plain, 0, plain.length);
    Arrays.fill(plain, (byte) 0);
    ByteWriter record = new ByteWriter(128);
    record.byte1(KEY_RECORD);
    record.text(tenant);
    record.bytes(nonce);
    record.bytes(wrapped);
    frame(out, record);
  }

  private static void frame(ByteWriter out, ByteWriter record) {
    out.int4(record.size());
    out.int4(~record.size());
    out.int4(check(record.array(), 0, record.size()));
    out.bytes(record.array(), 0, record.size());
  }

  private static int check(byte[] bytes, int from, int length) {
    CRC32C check = new CRC32C();
    check.update(bytes, from, length);
    return (int) check.getValue();
  }
}
