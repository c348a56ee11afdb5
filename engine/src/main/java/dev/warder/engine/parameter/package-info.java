/// Parameters of operations: their types, whether they are needed, and what sensitive data they
/// hold, all from shapes of values and never from the values.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.parameter;
