/// Keys that another system issued, known by their hashes alone: how they look, how they were
/// hashed, where their hashes are read from, and what hash a presented value has. Pure; knows the
/// JDK and the model alone. What a key may do, and its life, is none of this package's business.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.foreign;
