/// Keys as a whole: puts the parts together and says what each change means. Knows no HTTP, no
/// command line and no configuration file.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.service;
