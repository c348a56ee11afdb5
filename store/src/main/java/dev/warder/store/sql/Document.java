package dev.warder.store.sql;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// One of the few things that are no keys; immutable.
///
/// Bounds kind [Texts#WORD] characters, id [Texts#NAME], body [#MAX_BODY] bytes
public final class Document {
  /// The most bytes of a body.
  public static final int MAX_BODY = 1 << 24;

  private final String kind;
  private final String id;
  private final long version;
  private final byte[] body;

  /// @param kind what it is, not empty
  /// @param id which of its kind, not empty
  /// @param version counts its changes from 1; see [KeyRow]
  /// @param body what its owner wrote down; not copied, not to be changed any more
  public Document(String kind, String id, long version, byte[] body) {
    this.kind = Texts.filled(kind, "kind", Texts.WORD);
    this.id = Texts.filled(id, "id", Texts.NAME);
    if (version < 1) {
      throw new IllegalArgumentException("version is " + version + ", versions count from 1");
    }
    this.version = version;
    this.body = requireNonNull(body, "body is null");
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException("body has " + body.length + " bytes, too many");
    }
  }

  public String kind() {
    return kind;
  }

  public String id() {
    return id;
  }

  public long version() {
    return version;
  }

  /// The bytes themselves, not to be changed.
  public byte[] body() {
    return body;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Document document
        && kind.equals(document.kind)
        && id.equals(document.id)
        && version == document.version
        && Arrays.equals(body, document.body);
  }

  @Override
  public int hashCode() {
    return id.hashCode() * 31 + Long.hashCode(version);
  }

  /// Without the body, which may hold what is not for logs.
  @Override
  public String toString() {
    return "Document[" + kind + " " + id + ", version " + version + "]";
  }
}
