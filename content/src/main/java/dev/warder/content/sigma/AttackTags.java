package dev.warder.content.sigma;

import dev.warder.content.TechniqueTable;
import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The ATT&CK tags of a rule: `attack.t1078.004`, `attack.initial-access`.
///
/// Source Sigma specification 2.1, appendix "Tags"; ATT&CK 19 splits Defense Evasion in two
final class AttackTags {
  private static final String PREFIX = "attack.";

  private AttackTags() {}

  static List<Technique> techniques(List<String> tags, TechniqueTable table) {
    List<Tactic> tactics = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (String tag : tags) {
      String lower = tag.toLowerCase(Locale.ROOT);
      String name = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : "";
      Tactic tactic = tactic(name);
      if (tactic != null) {
        tactics.add(tactic);
      } else if (isTechnique(name)) {
        ids.add(name.toUpperCase(Locale.ROOT));
      }
    }
    List<Technique> techniques = new ArrayList<>();
    for (String id : ids) {
      Technique technique = table.technique(id, tactics);
      if (technique != null) {
        techniques.add(technique);
      }
    }
    return techniques;
  }

  private static @Nullable Tactic tactic(String name) {
    String spelled = name.replace('-', '_').toUpperCase(Locale.ROOT);
    if (spelled.equals("STEALTH") || spelled.equals("DEFENSE_IMPAIRMENT")) {
      return Tactic.DEFENSE_EVASION;
    }
    for (Tactic tactic : Tactic.values()) {
      if (tactic.name().equals(spelled)) {
        return tactic;
      }
    }
    return null;
  }

  /// `t1078`, `t1078.004`.
  private static boolean isTechnique(String name) {
    if ((name.length() != 5 && name.length() != 9) || name.charAt(0) != 't') {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i == 5 ? c != '.' : c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}
