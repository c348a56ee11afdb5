@org.jspecify.annotations.NullMarked
package dev.warder.policy.posture;
