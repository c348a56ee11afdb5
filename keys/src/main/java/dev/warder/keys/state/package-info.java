/// What is durable of keys and of changes to them, and how it is written down: as JSON that says by
/// itself what it is. Pure; knows no journal, no table and no clock.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.state;
