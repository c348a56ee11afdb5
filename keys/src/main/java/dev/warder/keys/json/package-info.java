/// JSON that we wrote ourselves: written shortly, read strictly. Knows nothing of what it says.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.json;
