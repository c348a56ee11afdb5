/// `warder explain`: one finding or incident of a findings file, facet by facet.
@NullMarked
package dev.warder.server.explain;

import org.jspecify.annotations.NullMarked;
