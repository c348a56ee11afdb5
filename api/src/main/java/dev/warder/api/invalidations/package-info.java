/// Mass invalidations as a resource, and the previews that come before them.
@org.jspecify.annotations.NullMarked
package dev.warder.api.invalidations;
