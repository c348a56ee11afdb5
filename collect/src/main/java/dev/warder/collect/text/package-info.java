/// Pure readings of bytes and text: times, request paths, secrets, repeated strings. Knows no
/// format, opens no file and never throws on what it is given.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.text;
