/// What an API's own description says, set beside what traffic shows.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.spec;
