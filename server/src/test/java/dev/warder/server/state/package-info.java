/// Tests of what is kept between runs.
@org.jspecify.annotations.NullMarked
package dev.warder.server.state;
