package dev.warder.policy.posture;

import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Times;
import dev.warder.policy.Binding;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Mode;
import dev.warder.policy.Standing;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What is wrong with one key. Whether it still opens anything is for the asker to know: keys that
/// have ended have no posture.
public final class Posture {
  /// After how long a privileged key is to be rotated.
  public static final long PRIVILEGED_AGE = 90 * Times.DAY;

  /// After how long any key is to be rotated.
  public static final long AGE = 365 * Times.DAY;

  /// For how long a key may be unused.
  public static final long SILENCE = 30 * Times.DAY;

  /// For how long a replaced key is in nobody's way.
  public static final long OVERLAP = 14 * Times.DAY;

  private Posture() {}

  /// What is wrong with a key, worst first: in the order of the constants.
  public static List<Weakness> of(KeptKey key, long nowMicros) {
    KeyFacts facts = key.facts();
    boolean mayMuch = facts.privilege() == Privilege.PRIVILEGED;
    long age = nowMicros - facts.mintedMicros();
    Set<Weakness> found = EnumSet.noneOf(Weakness.class);
    add(found, Weakness.BEARER_PRIVILEGED, mayMuch && facts.binding() != Binding.BOUND);
    add(found, Weakness.OPENS_EVERYTHING, opensEverything(facts.grant().scope()));
    add(found, Weakness.NO_EXPIRY, facts.expiresMicros() == KeyFacts.NEVER);
    add(
        found,
        Weakness.ROTATION_DUE,
        key.replacedMicros() == 0 && age >= (mayMuch ? PRIVILEGED_AGE : AGE));
    add(
        found,
        Weakness.ROTATION_UNFINISHED,
        facts.standing() != Standing.ACTIVE
            && key.replacedMicros() > 0
            && nowMicros - key.replacedMicros() >= OVERLAP);
    add(
        found,
        Weakness.DORMANT,
        key.lastUsedMicros() > 0 && nowMicros - key.lastUsedMicros() >= SILENCE);
    add(found, Weakness.NEVER_USED, key.lastUsedMicros() == 0 && age >= SILENCE);
    add(found, Weakness.USABLE_ANYWHERE, facts.grant().places().isAnywhere());
    add(found, Weakness.NOT_ENFORCED, facts.grant().mode() != Mode.ENFORCE);
    add(found, Weakness.PRIVILEGE_UNKNOWN, facts.privilege() == Privilege.UNKNOWN);
    add(found, Weakness.NO_OWNER, key.owner().isEmpty());
    add(found, Weakness.NO_CONTACT, key.contact().isEmpty());
    return List.copyOf(found);
  }

  private static void add(Set<Weakness> found, Weakness weakness, boolean isThere) {
    if (isThere) {
      found.add(weakness);
    }
  }

  /// Whether one pattern, or one that a named set holds, means every operation.
  private static boolean opensEverything(Scope scope) {
    List<OperationPattern> patterns = scope.patterns();
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).isEverything()) {
        return true;
      }
    }
    return false;
  }
}
