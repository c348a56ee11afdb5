/// Keys of other systems that are taken in. Knows no file and no command line.
@org.jspecify.annotations.NullMarked
package dev.warder.api.imports;
