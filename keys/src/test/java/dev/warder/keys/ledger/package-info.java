/// Tests of how changes stand in the journal.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.ledger;
