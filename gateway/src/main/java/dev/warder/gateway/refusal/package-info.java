/// What callers are answered when their call goes no further. Knows nothing of connections or keys.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway.refusal;
