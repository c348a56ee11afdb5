package dev.warder.engine.profile;

import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.Source;
import dev.warder.model.StableHash;
import dev.warder.model.inventory.StrandSummary.Standing;

/// One consumer in figures: as the inventory lists it, and all that is left of it once it had to
/// make room. Takes some 70 bytes, and a [Strand] twenty times as much.
///
/// @param source where its last call came from
/// @param client what software made it
/// @param firstMicros first call, microseconds since the epoch
/// @param lastMicros last call
/// @param calls how many calls
/// @param failures how many of them did not succeed
/// @param operations how many different operations it used, as far as they are remembered
/// @param nats evidence against it at its highest
/// @param standing how the engine sees it
/// @param sendsKeyInUrl whether the key was ever seen as a parameter of a query
public record StrandFigures(
    Source source,
    Client client,
    long firstMicros,
    long lastMicros,
    long calls,
    long failures,
    int operations,
    double nats,
    Standing standing,
    boolean sendsKeyInUrl) {

  /// The same as [Strand#uid].
  ///
  /// @param profile of the key that the consumer used
  public String uid(Profile profile) {
    return StableHash.uid("s", profile.uid(), source.canonical(), client.family());
  }

  /// Whether an activity belongs to the consumer.
  boolean isOf(Activity activity) {
    return source.canonical().equals(activity.source().canonical())
        && client.family().equals(activity.client().family());
  }

  /// The same consumer, had it been one all the time.
  ///
  /// @param before what it was when it last had to make room
  StrandFigures after(StrandFigures before) {
    return new StrandFigures(
        source,
        client,
        before.firstMicros,
        lastMicros,
        before.calls + calls,
        before.failures + failures,
        Math.max(before.operations, operations),
        Math.max(before.nats, nats),
        before.standing == Standing.SUSPECT ? Standing.SUSPECT : standing,
        before.sendsKeyInUrl || sendsKeyInUrl);
  }

  void save(StateWriter out) {
    SavedNouns.write(out, source);
    SavedNouns.write(out, client);
    out.signed(firstMicros);
    out.signed(lastMicros);
    out.number(calls);
    out.number(failures);
    out.number(operations);
    out.real(nats);
    out.name(standing);
    out.flag(sendsKeyInUrl);
  }

  static StrandFigures restore(StateReader in) throws StateException {
    return new StrandFigures(
        SavedNouns.source(in),
        SavedNouns.client(in),
        in.signed(),
        in.signed(),
        in.number(),
        in.number(),
        in.small(),
        in.real(),
        in.name(Standing.class),
        in.flag());
  }
}
