/// The judge: takes activities in order of time, keeps inventory, profiles and evidence, and joins
/// findings to incidents. Pure: no I/O, no clock, no threads, no logging, no random; the same
/// activities give the same result, byte for byte.
@org.jspecify.annotations.NullMarked
package dev.warder.engine;
