/// Who may ask: callers show a key of Warder's own, and its scopes say what it opens.
@org.jspecify.annotations.NullMarked
package dev.warder.api.access;
