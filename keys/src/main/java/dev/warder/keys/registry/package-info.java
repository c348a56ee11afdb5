/// What is in effect: all keys and mass invalidations as verdicts and lists see them. Written by
/// the ledger alone, read by everybody without locks.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.registry;
