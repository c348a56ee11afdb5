/// Five invented days of a directory-as-a-service platform, one API key stolen on the fifth.
///
/// Knows the story and the log formats it is told in; knows nothing of the product that reads them.
@org.jspecify.annotations.NullMarked
package dev.warder.testkit.sample;
