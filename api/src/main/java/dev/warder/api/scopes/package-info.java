/// Named sets of scopes as a resource.
@org.jspecify.annotations.NullMarked
package dev.warder.api.scopes;
