/// Readers of outside formats. They never stop at a bad record, never let one record cost more than
/// a stated bound, and never lie about loss: what was not delivered is counted by reason and place.
@org.jspecify.annotations.NullMarked
package dev.warder.collect;
