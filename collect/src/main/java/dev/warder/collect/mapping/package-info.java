/// Declared mappings: where the words of a call stand in JSON of some other shape. Knows JSON and
/// text, opens no file, and makes no activity.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.mapping;
