/// Tables for what is looked up and listed; each can be rebuilt from the journal. Knows rows, not
/// what they mean, and nothing of the journal.
///
/// [Stores] opens a [Store]: SQLite in a file, or PostgreSQL. Whoever reads the journal hands over
/// a [Batch] of rows with the position in the journal that they bring the store to; both are in the
/// store, or neither. `docs/store.md` draws the tables.
@org.jspecify.annotations.NullMarked
package dev.warder.store.sql;
