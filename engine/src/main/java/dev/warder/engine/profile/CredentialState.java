package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecords;
import dev.warder.model.Source;
import dev.warder.model.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Figures of one key. Confined to the engine's thread.
public final class CredentialState {
  private static final int UNAUTHENTICATED = 401;
  private static final int MAX_NETWORKS_TOLD = 16;

  private final Caller caller;
  private final String tenant;
  private final Profile profile;
  private final Source birthSource;
  private final KeyRecords records;
  private @Nullable KeyRecord record;
  private long recordVersion = Long.MIN_VALUE;

  /// Of a session, whose consumers may be those of other sessions, too; null for a key with a
  /// profile of its own.
  private final @Nullable Session session;

  /// Calls by hour of day, UTC, but for those of the hour that runs.
  private final int[] hourly = new int[24];

  private long hour = Long.MIN_VALUE;
  private int callsOfHour;
  private final long firstMicros;
  private long lastMicros;
  private long calls;
  private long failures;
  private long privilegedCalls;
  private boolean authentic;

  /// Networks it was told for; empty but for sessions of machines that left theirs.
  private Set<String> networksTold = Set.of();

  /// @param caller whose key it is: that of its first call, or one that stands for many
  CredentialState(Activity first, Caller caller, Profile profile, KeyRecords records) {
    this(caller, first.tenant(), first.source(), first.timeMicros(), profile, records);
  }

  private CredentialState(
      Caller caller,
      String tenant,
      Source birthSource,
      long firstMicros,
      Profile profile,
      KeyRecords records) {
    this.caller = caller;
    this.tenant = tenant;
    this.profile = profile;
    this.birthSource = birthSource;
    this.records = records;
    KeyRecord record = record();
    this.authentic = record != null && record.honey();
    this.session = profile.uid().equals(caller.credentialUid()) ? null : new Session();
    this.firstMicros = firstMicros;
  }

  /// Whether a call with the key's id is one of this key: another principal's may have the same.
  @SuppressWarnings("ReferenceEquality") // most callers are one object; others are compared
  boolean isOf(Caller other) {
    return caller == other || KeyGroups.route(caller).equals(KeyGroups.route(other));
  }

  /// Reads what the next one will need, ahead of it.
  int prefetch() {
    return (int) calls + callsOfHour + hourly.length;
  }

  /// Counts a call.
  void add(Activity activity, OperationView operation, Strand strand) {
    calls++;
    failures += activity.outcome().succeeded() ? 0 : 1;
    lastMicros = Math.max(lastMicros, activity.timeMicros());
    authentic |= activity.outcome().status() != UNAUTHENTICATED;
    countHour(Times.hour(activity.timeMicros()));
    if (operation.risk().riskClass().isPrivileged()) {
      privilegedCalls++;
    }
    if (session != null) {
      session.add(activity, operation, strand);
    }
  }

  private void countHour(long now) {
    if (now != hour) {
      hourly[(int) Math.floorMod(hour, 24L)] += callsOfHour;
      hour = now;
      callsOfHour = 0;
    }
    callsOfHour++;
  }

  /// Notes that the key is told for calling from a network; false if it was before, or for too many
  /// already.
  public boolean tellFor(String network) {
    if (networksTold.size() >= MAX_NETWORKS_TOLD) {
      return false;
    }
    if (networksTold.isEmpty()) {
      networksTold = new HashSet<>(2);
    }
    return networksTold.add(network);
  }

  /// Whether the key was ever accepted as one, or is a trap. A guess that is always answered 401 is
  /// nobody's key, and whoever guesses must not be able to spend the alert budget.
  public boolean isAuthentic() {
    return authentic;
  }

  public Caller caller() {
    return caller;
  }

  public String uid() {
    return caller.credentialUid();
  }

  public String tenant() {
    return tenant;
  }

  public Profile profile() {
    return profile;
  }

  /// Where the key was seen first.
  public Source birthSource() {
    return birthSource;
  }

  /// What the operator's own inventory says of the key now; null if nothing. With each call it is
  /// asked for, and hardly ever another.
  public @Nullable KeyRecord record() {
    long version = records.version();
    if (version != recordVersion) {
      record = records.of(caller.credentialUid());
      recordVersion = version;
    }
    return record;
  }

  /// Operations used with the key, and how often; not to be changed.
  public OperationUse operations() {
    if (session != null) {
      return session.operations;
    }
    OperationUse all = new OperationUse();
    profile.strands().forEach(strand -> all.addAll(strand.operations(), OperationUse.MAX));
    Departures departures = profile.departures();
    if (departures != null) {
      all.addAll(departures.operations(), OperationUse.MAX);
    }
    return all;
  }

  /// The consumers that used the key and are told apart now, first seen first, at most
  /// [Profile#MAX_STRANDS].
  public List<Strand> strands() {
    return session != null ? session.strands : profile.strands();
  }

  /// Consumers that had to make room, in the order in which they did, at most [Departures#MAX].
  public List<StrandFigures> departed() {
    Departures departures = session != null ? null : profile.departures();
    return departures == null ? List.of() : departures.figures();
  }

  /// All consumers that are remembered.
  List<StrandFigures> consumers() {
    return Stream.concat(strands().stream().map(Strand::figures), departed().stream()).toList();
  }

  public long firstMicros() {
    return firstMicros;
  }

  public long lastMicros() {
    return lastMicros;
  }

  public long calls() {
    return calls;
  }

  public long failures() {
    return failures;
  }

  public long privilegedCalls() {
    return privilegedCalls;
  }

  /// Calls by hour of day, UTC, 24 entries.
  public List<Long> hourly() {
    int[] all = hourly.clone();
    all[(int) Math.floorMod(hour, 24L)] += callsOfHour;
    return Arrays.stream(all).asLongStream().boxed().toList();
  }

  /// Writes all but its profile.
  void save(StateWriter out, StrandNumbers numbers) {
    SavedNouns.write(out, caller);
    out.text(tenant);
    SavedNouns.write(out, birthSource);
    out.signed(firstMicros);
    out.optional(session, (to, shared) -> shared.save(to, numbers));
    out.signed(hourly, hourly.length);
    out.signed(hour);
    out.number(callsOfHour);
    out.signed(lastMicros);
    out.number(calls);
    out.number(failures);
    out.number(privilegedCalls);
    out.flag(authentic);
    out.sorted(networksTold);
  }

  /// Takes back what was saved, with what the operator's inventory says now.
  static CredentialState restore(
      StateReader in, Profile profile, Profiles shared, RestoredStrands all) throws StateException {
    Caller caller = SavedNouns.caller(in);
    CredentialState state =
        new CredentialState(
            caller, in.text(), SavedNouns.source(in), in.signed(), profile, shared.keyRecords());
    boolean isSession = in.flag();
    in.require(isSession == (state.session != null), "a session that has its own profile");
    if (state.session != null) {
      state.session.restore(in, all);
    }
    int hours = in.size();
    in.require(hours == state.hourly.length, "a day of " + hours + " hours");
    System.arraycopy(in.signed(hours, 0), 0, state.hourly, 0, hours);
    state.hour = in.signed();
    state.callsOfHour = in.small();
    state.lastMicros = in.signed();
    state.calls = in.number();
    state.failures = in.number();
    state.privilegedCalls = in.number();
    state.authentic |= in.flag();
    List<String> told = in.texts();
    in.require(told.size() <= MAX_NETWORKS_TOLD, "too many networks");
    state.networksTold = told.isEmpty() ? Set.of() : new HashSet<>(told);
    return state;
  }

  /// What one session of many that share a profile was used by and for.
  private static final class Session {
    private final List<Strand> strands = new ArrayList<>(1);
    private final OperationUse operations = new OperationUse();
    private @Nullable Strand last;

    void add(Activity activity, OperationView operation, Strand strand) {
      operations.add(operation.id(), activity.timeMicros());
      if (last != strand) {
        last = strand;
        if (!strands.contains(strand)) {
          // One that had to make room and returned is the same consumer, and knows what it did.
          strands.removeIf(former -> former.isOf(activity));
          if (strands.size() < Profile.MAX_STRANDS) {
            strands.add(strand);
          }
        }
      }
    }

    void save(StateWriter out, StrandNumbers numbers) {
      operations.save(out);
      out.list(strands, numbers::write);
    }

    void restore(StateReader in, RestoredStrands all) throws StateException {
      all.restore(in, operations);
      strands.addAll(in.list(all::read));
    }
  }
}
