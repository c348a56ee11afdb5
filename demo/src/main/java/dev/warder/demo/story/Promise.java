package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

/// Something that was promised, and what was measured.
///
/// @param name one word
/// @param text what is promised
/// @param measured the number that was measured, in words
public record Promise(String name, String text, boolean isHeld, String measured) {
  public Promise {
    requireNonNull(name, "name is null");
    requireNonNull(text, "text is null");
    requireNonNull(measured, "measured is null");
  }
}
