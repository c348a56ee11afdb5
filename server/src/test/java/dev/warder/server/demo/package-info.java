/// Tests of `warder demo` as a process.
@NullMarked
package dev.warder.server.demo;

import org.jspecify.annotations.NullMarked;
