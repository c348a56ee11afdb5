@org.jspecify.annotations.NullMarked
package dev.warder.collect.mapping;
