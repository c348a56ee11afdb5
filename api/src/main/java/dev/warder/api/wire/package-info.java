/// How keys and what goes wrong with them look on the wire; what the resources share.
@org.jspecify.annotations.NullMarked
package dev.warder.api.wire;
