/// Keys that another system issued, taken in.
@org.jspecify.annotations.NullMarked
package dev.warder.api.imports;
