/// Tests of the door itself.
@org.jspecify.annotations.NullMarked
package dev.warder.api.http;
