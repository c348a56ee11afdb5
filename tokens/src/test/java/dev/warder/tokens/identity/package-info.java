/// Tests of tokens by which the API is told who calls.
@org.jspecify.annotations.NullMarked
package dev.warder.tokens.identity;
