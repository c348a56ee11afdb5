/// `warder backup` and `warder restore`: the data folder copied so that the copy is whole up to a
/// moment. Knows files, not what is in them.
@org.jspecify.annotations.NullMarked
package dev.warder.server.backup;
