/// How often calls may come: token buckets as arithmetic on one number. Keeps no state: whoever
/// counts the calls holds the numbers and brings the time.
@org.jspecify.annotations.NullMarked
package dev.warder.policy.rate;
