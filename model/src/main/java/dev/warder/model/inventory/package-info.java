/// What the engine has learned of APIs, keys and their consumers. Values only, as of the end of a
/// run.
@org.jspecify.annotations.NullMarked
package dev.warder.model.inventory;
