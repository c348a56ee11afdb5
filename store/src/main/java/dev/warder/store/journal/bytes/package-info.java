/// Numbers and texts as bytes, compact and strict. Knows nothing of journals.
@org.jspecify.annotations.NullMarked
package dev.warder.store.journal.bytes;
