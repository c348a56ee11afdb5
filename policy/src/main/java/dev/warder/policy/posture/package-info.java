/// What is wrong with keys that takes no attack to be worth mending, told from what is kept of them
/// and when they were used last. Pure; knows neither calls nor how keys are stored.
@org.jspecify.annotations.NullMarked
package dev.warder.policy.posture;
