/// Tests of what the commands that ask a running Warder share.
@org.jspecify.annotations.NullMarked
package dev.warder.server.keys;
