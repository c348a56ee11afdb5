package dev.warder.keys.service;

import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;

/// A journal whose calls of before were dropped: changes alone are read of what was there when it
/// was opened.
record ForgetfulJournal(Journal journal, long before) implements Journal {
  ForgetfulJournal(Journal journal) {
    this(journal, journal.forced());
  }

  @Override
  public long append(Entry entry) throws JournalException {
    return journal.append(entry);
  }

  @Override
  public void force(long number) throws JournalException {
    journal.force(number);
  }

  @Override
  public void read(long from, Reader reader) throws JournalException {
    journal.read(
        from,
        (number, entry) ->
            (number <= before && entry.kind() == EntryKind.VERDICT)
                || reader.accept(number, entry));
  }

  @Override
  public void destroyTenantKey(String tenant) throws JournalException {
    journal.destroyTenantKey(tenant);
  }

  @Override
  public long forced() {
    return journal.forced();
  }

  @Override
  public void close() throws JournalException {
    journal.close();
  }
}
