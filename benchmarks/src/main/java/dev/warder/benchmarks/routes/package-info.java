/// How well route templates are learned: traffic invented from published lists of operations goes
/// through the learner that `analyze` uses, and what it makes of it is held against the lists.
/// Knows `engine`'s operations and nothing behind them.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.routes;
