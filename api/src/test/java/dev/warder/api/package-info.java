/// The doors, tried through real sockets over keys that a fake keeps.
@org.jspecify.annotations.NullMarked
package dev.warder.api;
