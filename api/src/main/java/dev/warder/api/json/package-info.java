/// JSON as the doors take and give it: strict on the way in, without secrets on the way out.
@org.jspecify.annotations.NullMarked
package dev.warder.api.json;
