/// One JSON value at a time, from bytes to a flat tape of its parts. Knows JSON and no event
/// format; bounded in depth, length and number of values, and never throws on what it is given.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.json;
