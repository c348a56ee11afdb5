/// The one writer: each change is checked, written to the journal and forced to disk before anybody
/// sees it, and comes into rows afterwards. Knows how changes are carried out, not which there are.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.ledger;
