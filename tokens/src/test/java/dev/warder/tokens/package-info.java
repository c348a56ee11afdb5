/// Tests of tokens.
@org.jspecify.annotations.NullMarked
package dev.warder.tokens;
