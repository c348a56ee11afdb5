/// What can be configured: every setting with its unit, default and meaning, read strictly, and
/// where each value in effect comes from. Knows nothing of what settings do.
@org.jspecify.annotations.NullMarked
package dev.warder.server.config;
