/// The nouns of Warder. Knows only the JDK; every other room may use it.
@org.jspecify.annotations.NullMarked
package dev.warder.model;
