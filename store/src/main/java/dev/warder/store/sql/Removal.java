package dev.warder.store.sql;

/// That a document is to go. It goes unless it has a higher version; once gone, nothing remembers
/// its version.
///
/// @param kind what it is
/// @param id which of its kind
/// @param version the document's version counted one up for its removal
public record Removal(String kind, String id, long version) {
  public Removal {
    Texts.filled(kind, "kind", Texts.WORD);
    Texts.filled(id, "id", Texts.NAME);
    if (version < 1) {
      throw new IllegalArgumentException("version is " + version + ", versions count from 1");
    }
  }
}
