/// Wishes for privileged keys, until a second person has decided.
@org.jspecify.annotations.NullMarked
package dev.warder.api.approvals;
