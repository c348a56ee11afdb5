/// Tests of reading descriptions.
@org.jspecify.annotations.NullMarked
package dev.warder.server.spec;
