@org.jspecify.annotations.NullMarked
package dev.warder.server.webhook;
