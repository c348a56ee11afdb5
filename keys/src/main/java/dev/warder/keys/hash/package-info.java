/// What is kept of a secret: its hash under a pepper, and the file that peppers lie in. Knows no
/// key and no store.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.hash;
