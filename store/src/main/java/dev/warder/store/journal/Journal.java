package dev.warder.store.journal;

/// The record of what was seen and done. Safe for use by many threads.
///
/// Shape entries numbered from 1 in the order in which [#append] took them Guarantees what [#force]
/// has returned for is on disk and stays readable after any crash; what is read was appended, whole
/// and in order
public interface Journal extends AutoCloseable {
  /// Takes an entry in. It is not on disk yet; whoever appends a change forces it. After a change
  /// was lost for want of room none is taken until those who wait for the lost ones were told.
  ///
  /// @return its number, from 1; 0 if it is not taken, which the journal's settings must allow and
  ///   which is counted; a change is never left out so. Numbers that were given and then lost for
  ///   want of room are not given again: [#force] throws for them, and a reader does not see them
  /// @throws JournalException if it cannot be taken; nothing of it was
  long append(Entry entry) throws JournalException;

  /// Waits until an entry and all before it are forced to disk, together with whatever other
  /// threads wait for.
  ///
  /// @throws JournalException if it cannot be; `DISK_FULL` if it was lost for want of room and is
  ///   certain not to be in the journal; with any other code the journal takes nothing more, and
  ///   whether it is there shows when the journal is opened again
  void force(long number) throws JournalException;

  /// Hands on entries that are forced, oldest first, until the reader has enough or none is left.
  ///
  /// @param from the first number wanted
  void read(long from, Reader reader) throws JournalException;

  /// Hands on those of the forced entries that a query wants, until the reader has enough or none
  /// is left. Who has no index reads all, oldest first.
  default void search(Query query, Reader reader) throws JournalException {
    read(
        Math.max(1, query.fromNumber()),
        (number, entry) -> !query.matches(number, entry) || reader.accept(number, entry));
  }

  /// The number of the last entry that is forced, 0 if none is.
  long forced();

  /// Whether nothing is taken for want of room, as far as the last write told. It ends by itself
  /// when there is room.
  default boolean isFull() {
    return false;
  }

  /// Makes what is personal of a tenant unreadable for ever, in what was written and in what will
  /// be. Returns when that is on disk. Doing it again changes nothing.
  ///
  /// Who asked for it is to be written down before; the journal itself writes an
  /// [EntryKind#CUSTODY] entry.
  void destroyTenantKey(String tenant) throws JournalException;

  @Override
  void close() throws JournalException;

  /// Takes entries as they are read.
  @FunctionalInterface
  interface Reader {
    /// Takes the next entry; says whether to go on.
    boolean accept(long number, Entry entry);
  }
}
