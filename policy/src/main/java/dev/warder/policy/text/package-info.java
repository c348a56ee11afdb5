/// What the readers of declared texts share: their answers, and how to name what was probably
/// meant. Knows nothing of policies.
@org.jspecify.annotations.NullMarked
package dev.warder.policy.text;
