/// How a verdict comes about, is recorded and explained. Reads the tables of memory alone; waits
/// for nobody.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.verify;
