/// The public keys with which the API behind the gate verifies who calls.
@org.jspecify.annotations.NullMarked
package dev.warder.api.identity;
