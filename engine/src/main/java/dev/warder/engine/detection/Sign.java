package dev.warder.engine.detection;

/// Signs that the engine computes itself; content decides what they weigh and how they are told.
public enum Sign {
  /// A consumer from a network the key never used; graded by the key's own habit of moving.
  NEW_SOURCE,
  /// As [#NEW_SOURCE], from a network where anybody can rent a machine, and the key never did.
  NEW_RENTABLE_SOURCE,
  /// A client family the key never used; graded by the key's own habit of changing.
  NEW_CLIENT,
  /// A client whose main use is attack.
  ATTACK_TOOL,
  /// The consumer that was there before goes on calling beside the new one.
  INTERLEAVED,
  /// A machine's session used outside the network it was born on.
  OUTSIDE_BIRTH_NETWORK,
  /// The key wakes after a silence far beyond its habit.
  DORMANT_WAKE,
  /// Many different reading operations, new to the key, in a short time.
  DISCOVERY_SWEEP,
  /// The first privileged operation of a key that had none.
  FIRST_PRIVILEGED_USE,
  /// Refusals over several different operations in a short time.
  REFUSAL_BURST,
  /// Many different objects asked for and not found or refused.
  OBJECT_PROBING,
  /// Many deletions in a short time by a consumer that did not do so before.
  DESTRUCTION_BURST,
  /// One address opens new consumers on keys of several tenants.
  SOURCE_FAN_OUT,
  /// A key that a suspect minted is used.
  MINTED_BY_SUSPECT,
  /// A key that is a trap is used.
  HONEY_KEY_USED,
  /// A key is accepted though the operator's inventory says that it was retired.
  RETIRED_KEY_ACCEPTED,
  /// Somebody who never used a retired key before tries it.
  RETIRED_KEY_TRIED,
  /// A consumer is, and does, what hardly any consumer of the population is and does.
  STANDS_OUT,
  /// A source shows what hardly any source shows, with keys of several tenants.
  SOURCE_STANDS_OUT,
  /// Several keys of a tenant change more within an hour than hardly any hour shows.
  TENANT_STANDS_OUT,
  /// An operation that the operator declared dead, or a trap, is called.
  DEAD_OPERATION_CALLED
}
