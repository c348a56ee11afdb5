/// How the process is doing, for those who watch it, and what can be asked of it.
@org.jspecify.annotations.NullMarked
package dev.warder.api.state;
