/// Disks for tests: they forget what was not forced, fail when told to, and fill up.
@org.jspecify.annotations.NullMarked
package dev.warder.store.journal.fake;
