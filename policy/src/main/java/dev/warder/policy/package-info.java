/// What a key may do: a verdict is a pure function of the key, the policy and the request. Knows no
/// store, clock or network; whoever asks brings the time and counts the calls.
@org.jspecify.annotations.NullMarked
package dev.warder.policy;
