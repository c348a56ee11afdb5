/// Why a verdict was given.
@org.jspecify.annotations.NullMarked
package dev.warder.api.verdicts;
