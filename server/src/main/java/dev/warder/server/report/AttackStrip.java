package dev.warder.server.report;

import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The tactics of ATT&CK in order, each with the techniques an incident showed.
final class AttackStrip {
  private static final Pattern UID = Pattern.compile("T\\d{4}(\\.\\d{3})?");

  private AttackStrip() {}

  static List<Cell> of(List<Technique> techniques) {
    return Arrays.stream(Tactic.values())
        .map(t -> new Cell(t, techniques.stream().filter(x -> x.tactic() == t).distinct().toList()))
        .toList();
  }

  /// Where ATT&CK describes a technique, empty if the id is none.
  static String address(Technique technique) {
    return UID.matcher(technique.uid()).matches()
        ? "https://attack.mitre.org/techniques/" + technique.uid().replace('.', '/') + "/"
        : "";
  }

  /// @param tactic the tactic
  /// @param techniques what was seen of it, often nothing
  record Cell(Tactic tactic, List<Technique> techniques) {
    boolean isLit() {
      return !techniques.isEmpty();
    }
  }
}
