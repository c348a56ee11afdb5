/// A real `warder serve`, as its own process, tried from outside.
@org.jspecify.annotations.NullMarked
package dev.warder.server.serve;
