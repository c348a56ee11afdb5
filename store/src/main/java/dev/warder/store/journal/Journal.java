package dev.warder.store.journal;

/// The record of what was seen and done. Safe for use by many threads.
///
/// Shape entries numbered from 1 in the order in which [#append] took them Guarantees what [#force]
/// has returned for is on disk and stays readable after any crash; what is read was appended, whole
/// and in order
public interface Journal extends AutoCloseable {
  /// Takes an entry in. It is not on disk yet.
  ///
  /// @return its number, from 1, without gaps
  /// @throws JournalException if it cannot be taken; nothing of it was
  long append(Entry entry) throws JournalException;

  /// Waits until an entry and all before it are forced to disk, together with whatever other
  /// threads wait for.
  ///
  /// @throws JournalException if they cannot be; the journal takes nothing more then
  void force(long number) throws JournalException;

  /// Hands on entries that are forced, oldest first, until the reader has enough or none is left.
  ///
  /// @param from the first number wanted
  void read(long from, Reader reader) throws JournalException;

  /// The number of the last entry that is forced, 0 if none is.
  long forced();

  @Override
  void close() throws JournalException;

  /// Takes entries as they are read.
  @FunctionalInterface
  interface Reader {
    /// Takes the next entry; says whether to go on.
    boolean accept(long number, Entry entry);
  }
}
