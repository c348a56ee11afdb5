/// Finds values that look like keys in texts that somebody pasted or that a secret scanner sent.
/// Pure; knows the JDK, the model and the looks of foreign keys. Whether a value opens anything,
/// and what is done about it, is none of this package's business.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.leak;
