/// What the engine alone costs, without reading: time for a call, memory for a key. Invents
/// activities in memory and hands them to `Engine.accept`; knows the engine, its content and
/// nothing behind them.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.engine;
