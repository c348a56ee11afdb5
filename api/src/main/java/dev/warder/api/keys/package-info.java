/// Keys as a resource.
@org.jspecify.annotations.NullMarked
package dev.warder.api.keys;
