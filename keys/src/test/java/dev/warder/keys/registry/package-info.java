@org.jspecify.annotations.NullMarked
package dev.warder.keys.registry;
