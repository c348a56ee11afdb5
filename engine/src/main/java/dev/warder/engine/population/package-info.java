/// What consumers of a whole population do in a day, as measured rates, and how far one of them
/// stands out: who it is against who usually comes, what it does against what is usually done.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.population;
