/// Proof of possession: an HTTP message signed with the private half of a bound key (RFC 9421,
/// Ed25519). Pure; knows the JDK alone. Whoever asks brings the message, the public key, the time
/// and the window in which nothing is accepted twice. Must not know keys' records, stores or doors.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.proof;
