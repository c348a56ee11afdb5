package dev.warder.keys.service;

import dev.warder.keys.Management;
import dev.warder.keys.service.KeysSettings.Approvals;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Mode;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.OperationRisks;

/// How much a key may do, and what of that a second person has to approve. Pure.
///
/// A key is privileged if somebody said so when it was minted, or if what it opens says so: an
/// operation declared as privileged, every operation that does more than look, whatever there is
/// since its grant is not enforced, or one by which keys get power.
///
/// Does not guarantee that operations which nobody declared are told from each other: a key that
/// opens some of them by name counts as ordinary unless somebody says otherwise
final class Power {
  private final boolean guarded;
  private volatile OperationRisks risks;
  private final Management management;

  Power(KeysSettings settings) {
    this.guarded = settings.approvals() == Approvals.PRIVILEGED;
    this.risks = settings.risks();
    this.management = settings.management();
  }

  /// What operations could do is declared anew.
  void declare(OperationRisks newRisks) {
    risks = newRisks;
  }

  /// Whether a second person has to be asked before a key like this is made or set free.
  boolean needsSecond(Privilege privilege, String tenant, Grant grant) {
    return guarded && isPrivileged(privilege, tenant, grant);
  }

  /// The same of a key that is there.
  boolean needsSecond(KeyFacts key) {
    return needsSecond(key.privilege(), key.tenant(), key.grant());
  }

  /// Whether a second person has to be asked before a key becomes what it is to be.
  boolean needsSecond(KeyFacts before, KeyFacts after) {
    return needsSecond(after) && (!isPrivileged(before) || grows(before, after));
  }

  private boolean isPrivileged(KeyFacts key) {
    return isPrivileged(key.privilege(), key.tenant(), key.grant());
  }

  private boolean isPrivileged(Privilege privilege, String tenant, Grant grant) {
    return privilege == Privilege.PRIVILEGED
        || grant.mode() != Mode.ENFORCE
        || grant.scope().patterns().stream()
            .anyMatch(pattern -> pattern.changesAnything() || risks.mayBePrivileged(pattern))
        || manages(tenant, grant);
  }

  /// Whether a key may give keys power.
  boolean manages(KeyFacts key) {
    return manages(key.tenant(), key.grant());
  }

  private boolean manages(String tenant, Grant grant) {
    return tenant.equals(management.tenant())
        && grant.scope().patterns().stream().anyMatch(this::isPower);
  }

  private boolean isPower(OperationPattern pattern) {
    return management.powers().stream().anyMatch(pattern::overlaps);
  }

  /// Whether a key may do anything that it could not before, or for longer.
  boolean grows(KeyFacts before, KeyFacts after) {
    return after.expiresMicros() > before.expiresMicros()
        || (after.privilege() == Privilege.PRIVILEGED && before.privilege() != Privilege.PRIVILEGED)
        || grows(before.tenant(), before.grant(), after.grant());
  }

  private boolean grows(String tenant, Grant before, Grant after) {
    if (tenant.equals(management.tenant())) {
      // Among these one that is not enforced opens nothing, and on the platform everything.
      return before.mode() != after.mode() || !after.isWithin(before);
    }
    // What is not enforced opens everything already.
    return before.mode() == Mode.ENFORCE
        && (after.mode() != Mode.ENFORCE || !after.isWithin(before));
  }
}
