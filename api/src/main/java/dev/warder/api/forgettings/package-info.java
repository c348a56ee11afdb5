/// Tenants that are forgotten. Knows `keys` and the doors' manner, nothing of journals.
@org.jspecify.annotations.NullMarked
package dev.warder.api.forgettings;
