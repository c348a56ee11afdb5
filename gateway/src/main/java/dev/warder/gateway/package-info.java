/// A gate in front of an API: every call is read in one way, judged, sent on, and observed. Knows
/// no key: [dev.warder.gateway.verdict.KeyVerifier] does, and
/// [dev.warder.gateway.activity.ActivitySink] takes what was seen.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway;
