/// The door itself: connections, bounds, routes, problems. Knows no key; what a route means is its
/// endpoint's business.
@org.jspecify.annotations.NullMarked
package dev.warder.api.http;
