/// Tests of what can be configured.
@org.jspecify.annotations.NullMarked
package dev.warder.server.config;
