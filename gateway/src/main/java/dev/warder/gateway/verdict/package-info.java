/// What the gate asks about a call, and what it is told. Whoever keeps keys implements
/// [dev.warder.gateway.verdict.KeyVerifier]; nothing here knows how.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway.verdict;
