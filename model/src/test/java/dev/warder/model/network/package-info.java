@org.jspecify.annotations.NullMarked
package dev.warder.model.network;
