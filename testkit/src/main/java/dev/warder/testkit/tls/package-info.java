/// Certificates of a moment.
@org.jspecify.annotations.NullMarked
package dev.warder.testkit.tls;
