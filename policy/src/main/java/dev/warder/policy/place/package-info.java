/// Where calls may come from: networks, autonomous systems, countries. Knows addresses, resolves
/// and looks up nothing: who asks brings the source with all that is known of it.
@org.jspecify.annotations.NullMarked
package dev.warder.policy.place;
