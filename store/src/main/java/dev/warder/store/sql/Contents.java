package dev.warder.store.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What is in a store, told shortly: equal for two stores if they hold the same rows and are at the
/// same position, whatever database keeps them. So "rebuilt from the journal, it is the same" can
/// be shown.
///
/// @param position how far of the journal is in
/// @param keys how many rows of keys
/// @param documents how many documents
/// @param sha256 digest of all rows in order of their ids, in hexadecimal
public record Contents(long position, long keys, long documents, String sha256) {
  /// Reads a store through, page by page. Means something only while nobody writes.
  public static Contents of(Store store) throws StoreException {
    long position = store.position();
    Digest digest = new Digest();
    long keys = 0;
    String after = "";
    do {
      KeyPage page = store.keys().page(KeyFilter.ALL, after, KeyRows.MAX_PAGE);
      page.rows().forEach(digest::add);
      keys += page.rows().size();
      after = page.next();
    } while (!after.isEmpty());
    long documents = 0;
    for (String kind : store.documents().kinds()) {
      documents += addAll(store.documents(), kind, digest);
    }
    return new Contents(position, keys, documents, digest.hexadecimal());
  }

  private static long addAll(DocumentRows rows, String kind, Digest digest) throws StoreException {
    long count = 0;
    List<Document> page = rows.page(kind, "", DocumentRows.MAX_PAGE);
    while (!page.isEmpty()) {
      page.forEach(digest::add);
      count += page.size();
      page = rows.page(kind, page.getLast().id(), DocumentRows.MAX_PAGE);
    }
    return count;
  }

  /// Takes rows in, each part with its length before it, so that no two rows run into each other.
  private static final class Digest {
    private final MessageDigest sha256;

    Digest() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    void add(KeyRow row) {
      add("key");
      add(row.id());
      add(row.tenant());
      add(row.principal());
      add(row.integrationKind());
      add(row.privileged() ? 1 : 0);
      add(row.mintedMicros());
      add(row.expiresMicros());
      add(row.standing());
      add(row.parentId());
      add(row.version());
      add(row.body());
    }

    void add(Document document) {
      add("document");
      add(document.kind());
      add(document.id());
      add(document.version());
      add(document.body());
    }

    String hexadecimal() {
      return HexFormat.of().formatHex(sha256.digest());
    }

    private void add(String text) {
      add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
      add(bytes.length);
      sha256.update(bytes);
    }

    private void add(long number) {
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }
  }
}
