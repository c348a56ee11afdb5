/// The short-lived tokens by which the API behind the gate is told who calls: the keys of this
/// installation that sign them, and the tokens themselves. Knows no file, no connection and no
/// policy.
@org.jspecify.annotations.NullMarked
package dev.warder.tokens.identity;
