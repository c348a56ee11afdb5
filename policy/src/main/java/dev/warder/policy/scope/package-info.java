/// Which operations are meant: declared method and path patterns, never learned templates, compiled
/// to something that answers at every call. Knows paths and methods, nothing of keys.
@org.jspecify.annotations.NullMarked
package dev.warder.policy.scope;
