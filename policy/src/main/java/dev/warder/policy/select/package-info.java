/// Picking keys: a small language, its reader and printer, and what it takes to answer. Knows keys
/// as decisions do; what became of them by use it asks for ([dev.warder.policy.select.KeyHistory]).
@org.jspecify.annotations.NullMarked
package dev.warder.policy.select;
