package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

import dev.warder.model.StableHash;
import java.util.Set;

/// Which entries are wanted, and in what order. Empty texts and sets stand for any.
///
/// @param fromMicros earliest time wanted
/// @param toMicros time before which they are wanted
/// @param fromNumber lowest number wanted
/// @param kinds which kinds are wanted
/// @param tenant whose
/// @param credentialUid of which key
/// @param operation of which operation, as the entry spells it
/// @param source from which canonical source
/// @param order by number, which is the order in which the journal took them
/// @param personal whether personal parts are opened
public record Query(
    long fromMicros,
    long toMicros,
    long fromNumber,
    Set<EntryKind> kinds,
    String tenant,
    String credentialUid,
    String operation,
    String source,
    Order order,
    Personal personal) {

  /// In what order entries are handed on.
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  /// What becomes of personal parts.
  public enum Personal {
    OPENED,
    /// They stay sealed, which is faster.
    SEALED
  }

  public static final Query EVERYTHING =
      new Query(
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          1,
          Set.of(),
          "",
          "",
          "",
          "",
          Order.OLDEST_FIRST,
          Personal.OPENED);

  public Query {
    kinds = Set.copyOf(kinds);
    requireNonNull(tenant, "tenant is null");
    requireNonNull(credentialUid, "credentialUid is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(source, "source is null");
    requireNonNull(order, "order is null");
    requireNonNull(personal, "personal is null");
  }

  public Query between(long from, long to) {
    return new Query(
        from, to, fromNumber, kinds, tenant, credentialUid, operation, source, order, personal);
  }

  public Query from(long number) {
    return new Query(
        fromMicros,
        toMicros,
        number,
        kinds,
        tenant,
        credentialUid,
        operation,
        source,
        order,
        personal);
  }

  public Query of(EntryKind... wanted) {
    return new Query(
        fromMicros,
        toMicros,
        fromNumber,
        Set.of(wanted),
        tenant,
        credentialUid,
        operation,
        source,
        order,
        personal);
  }

  public Query ofTenant(String wanted) {
    return new Query(
        fromMicros,
        toMicros,
        fromNumber,
        kinds,
        wanted,
        credentialUid,
        operation,
        source,
        order,
        personal);
  }

  public Query ofCredential(String wanted) {
    return new Query(
        fromMicros,
        toMicros,
        fromNumber,
        kinds,
        tenant,
        wanted,
        operation,
        source,
        order,
        personal);
  }

  public Query ofOperation(String wanted) {
    return new Query(
        fromMicros,
        toMicros,
        fromNumber,
        kinds,
        tenant,
        credentialUid,
        wanted,
        source,
        order,
        personal);
  }

  public Query ofSource(String wanted) {
    return new Query(
        fromMicros,
        toMicros,
        fromNumber,
        kinds,
        tenant,
        credentialUid,
        operation,
        wanted,
        order,
        personal);
  }

  public Query newestFirst() {
    return new Query(
        fromMicros,
        toMicros,
        fromNumber,
        kinds,
        tenant,
        credentialUid,
        operation,
        source,
        Order.NEWEST_FIRST,
        personal);
  }

  public Query sealed() {
    return new Query(
        fromMicros,
        toMicros,
        fromNumber,
        kinds,
        tenant,
        credentialUid,
        operation,
        source,
        order,
        Personal.SEALED);
  }

  boolean matches(long number, Entry entry) {
    return number >= fromNumber
        && entry.timeMicros() >= fromMicros
        && entry.timeMicros() < toMicros
        && (kinds.isEmpty() || kinds.contains(entry.kind()))
        && fits(tenant, entry.tenant())
        && fits(credentialUid, entry.credentialUid())
        && fits(operation, entry.operation())
        && fits(source, entry.source());
  }

  /// Whether a stretch may hold what is wanted.
  boolean mayBeIn(Stretch stretch) {
    return stretch.last() >= fromNumber
        && stretch.maxMicros() >= fromMicros
        && stretch.minMicros() < toMicros
        && mayBeIn(stretch, tenant)
        && mayBeIn(stretch, credentialUid)
        && mayBeIn(stretch, operation)
        && mayBeIn(stretch, source);
  }

  private static boolean mayBeIn(Stretch stretch, String wanted) {
    return wanted.isEmpty() || stretch.texts().mayHold(StableHash.of(wanted));
  }

  private static boolean fits(String wanted, String is) {
    return wanted.isEmpty() || wanted.equals(is);
  }
}
