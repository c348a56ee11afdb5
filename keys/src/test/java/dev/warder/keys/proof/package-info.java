/// Tests of proof of possession.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.proof;
