/// Tests of the loader of Sigma rules.
@org.jspecify.annotations.NullMarked
package dev.warder.content.sigma;
