package dev.warder.store.sql;

import java.nio.file.Path;

/// Rows made of what the journal tells, and how far of it they go. Safe for use by many threads.
///
/// Guarantees rows and position change together: after any crash the rows are those of all batches
/// up to [#position] and of no other. Of what was applied last, the end may be lost in a crash (of
/// the machine with SQLite, of the server with PostgreSQL), never a part: the journal has it, and
/// what it tells from the position on is to be applied again. Of several that have opened one
/// store, only the last may write. Does not guarantee that what was applied is forced to disk
public interface Store extends AutoCloseable {
  KeyRows keys();

  DocumentRows documents();

  /// The position of the last batch that was applied, 0 if none was. Read before rows, it is never
  /// ahead of them.
  long position() throws StoreException;

  /// Puts rows and position in, all or nothing. Applied again, a batch changes nothing, so that it
  /// is tried again by itself when the store is busy or a connection breaks.
  ///
  /// @throws StoreException of code `ALREADY_OPEN` if another has opened the store since; nothing
  ///   was changed
  /// @throws IllegalArgumentException if the position would go back; nothing was changed. A store
  ///   that is ahead of its journal is to be cleared and rebuilt
  void apply(Batch batch) throws StoreException;

  /// Takes everything out and sets the position to 0, to rebuild from the journal's start.
  void clear() throws StoreException;

  /// Writes a copy of everything as of now into a new file, while the store is used.
  ///
  /// @param file must not exist; is there whole or not at all, readable for its owner alone
  /// @throws StoreException of code `USAGE` if this store is saved by other means, with what to do
  void backup(Path file) throws StoreException;

  /// Lets go of the store. Using it afterwards is a bug.
  @Override
  void close();
}
