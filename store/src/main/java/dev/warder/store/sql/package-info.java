/// Tables for what is looked up and listed; each can be rebuilt from the journal. Knows rows, not
/// what they mean, and nothing of the journal.
@org.jspecify.annotations.NullMarked
package dev.warder.store.sql;
