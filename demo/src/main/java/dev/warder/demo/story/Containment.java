package dev.warder.demo.story;

import java.util.List;
import java.util.stream.Stream;

/// What an operator did about stolen keys, and what it came to.
///
/// @param suspects keys whose owners said that it was not they
/// @param fenced how many of them were fenced before anything else
/// @param line the suspects and all that was made with them
/// @param over how many of these open nothing any more
/// @param pursuit what the thief's programs got meanwhile
record Containment(
    List<String> suspects, int fenced, List<String> line, int over, Pursuit.Count pursuit) {
  Containment {
    suspects = List.copyOf(suspects);
    line = List.copyOf(line);
  }

  /// This and what was done later.
  Containment and(Containment later) {
    return new Containment(
        together(suspects, later.suspects()),
        fenced + later.fenced(),
        together(line, later.line()),
        over + later.over(),
        pursuit.and(later.pursuit()));
  }

  private static List<String> together(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
