@org.jspecify.annotations.NullMarked
package dev.warder.testkit;
