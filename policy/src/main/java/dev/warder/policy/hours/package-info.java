/// When calls may come: weekly windows on the clocks of a time zone. Knows no clock of its own.
@org.jspecify.annotations.NullMarked
package dev.warder.policy.hours;
