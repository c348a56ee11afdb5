/// Structures that many threads read and one writes, without locks. Know ids and places, not what
/// keys are.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.table;
