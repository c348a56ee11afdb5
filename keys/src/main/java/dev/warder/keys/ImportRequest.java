package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.Layout;
import dev.warder.policy.Mode;
import java.util.List;
import java.util.Set;

/// Keys of another system that are to be taken in: hashes, with their format described.
///
/// Bounds [#MOST_LINES] lines; whoever has more comes again
///
/// @param format how values look and were hashed; the same for all lines that ever come in under
///   its name
/// @param scope what keys open whose lines name no scopes
/// @param mode what becomes of refusals by scope: [Mode#OBSERVE] lets keys open what they opened
/// @param layout how the lines are written
/// @param lines without their ends; of CSV the names first
/// @param reserved tenants whose keys may not come in this way
/// @param effect whether anything is changed
public record ImportRequest(
    ForeignFormat format,
    List<String> scope,
    Mode mode,
    Layout layout,
    List<String> lines,
    Set<String> reserved,
    Effect effect) {
  public static final int MOST_LINES = 10_000;

  public ImportRequest {
    requireNonNull(format, "format is null");
    scope = List.copyOf(scope);
    requireNonNull(mode, "mode is null");
    requireNonNull(layout, "layout is null");
    lines = List.copyOf(lines);
    reserved = Set.copyOf(reserved);
    requireNonNull(effect, "effect is null");
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException("lines has more than 10,000 items; send less at a time");
    }
    for (String line : lines) {
      if (line.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("an item of lines holds more than one line");
      }
    }
  }

  /// Whether anything is changed.
  public enum Effect {
    /// Looked at alone. Of lines that name the same key, or hash, each is told as if it were alone.
    DRY_RUN,
    TAKE_IN
  }

  /// The lines go out of here only to be read: they may hold what should not be in them.
  @Override
  public String toString() {
    return "ImportRequest[" + format.name() + ", " + lines.size() + " lines]";
  }
}
