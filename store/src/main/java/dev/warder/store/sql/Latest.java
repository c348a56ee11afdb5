package dev.warder.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a batch comes to when of each id only the highest version counts, in the order of ids:
/// PostgreSQL takes no id twice in one statement, and neighbours share pages of an index.
record Latest(Collection<KeyRow> keys, List<Document> documents, List<Removal> removals) {

  static Latest of(Batch batch) {
    Map<String, KeyRow> keys = new TreeMap<>();
    for (KeyRow row : batch.keys()) {
      keys.merge(row.id(), row, (first, next) -> next.version() > first.version() ? next : first);
    }
    Map<Name, Removal> removals = new TreeMap<>();
    for (Removal removal : batch.removals()) {
      removals.merge(
          new Name(removal.kind(), removal.id()),
          removal,
          (first, next) -> next.version() > first.version() ? next : first);
    }
    Map<Name, Document> documents = new TreeMap<>();
    for (Document document : batch.documents()) {
      documents.merge(
          new Name(document.kind(), document.id()),
          document,
          (first, next) -> next.version() > first.version() ? next : first);
    }
    // Of a document and its removal the higher version stays.
    for (Removal removal : List.copyOf(removals.values())) {
      Name name = new Name(removal.kind(), removal.id());
      Document document = documents.get(name);
      if (document != null && document.version() > removal.version()) {
        removals.remove(name);
      } else {
        documents.remove(name);
      }
    }
    return new Latest(
        keys.values(), new ArrayList<>(documents.values()), new ArrayList<>(removals.values()));
  }

  private record Name(String kind, String id) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int kinds = kind.compareTo(other.kind);
      return kinds != 0 ? kinds : id.compareTo(other.id);
    }
  }
}
