/// Tests of reading and writing JSON.
@org.jspecify.annotations.NullMarked
package dev.warder.api.json;
