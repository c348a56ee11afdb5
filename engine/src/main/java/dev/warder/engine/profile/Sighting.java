package dev.warder.engine.profile;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import dev.warder.model.Source;

/// A call as a consumer's state remembers it: who, when, what, and enough to find it in the log. A
/// whole activity takes ten times the room.
///
/// @param timeMicros when, microseconds since the epoch
/// @param uid id of the event in the log
/// @param tenant the customer organisation, empty when the log names none
/// @param credentialUid key that made it
/// @param source where it came from
/// @param client what software made it
/// @param operation what was called
/// @param outcome how it ended
/// @param target the first resource acted on, empty if the log names none
public record Sighting(
    long timeMicros,
    String uid,
    String tenant,
    String credentialUid,
    Source source,
    Client client,
    Operation operation,
    Outcome outcome,
    String target) {
  public Sighting {
    requireNonNull(uid, "uid is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(credentialUid, "credentialUid is null");
    requireNonNull(source, "source is null");
    requireNonNull(client, "client is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(target, "target is null");
  }

  public static Sighting of(Activity activity, OperationView operation) {
    return new Sighting(
        activity.timeMicros(),
        activity.uid(),
        activity.tenant(),
        activity.caller().credentialUid(),
        activity.source(),
        activity.client(),
        operation.operation(),
        activity.outcome(),
        activity.targets().isEmpty() ? "" : activity.targets().getFirst());
  }

  public void save(StateWriter out) {
    out.signed(timeMicros);
    out.text(uid);
    out.text(tenant);
    out.text(credentialUid);
    SavedNouns.write(out, source);
    SavedNouns.write(out, client);
    SavedNouns.write(out, operation);
    SavedNouns.write(out, outcome);
    out.text(target);
  }

  public static Sighting restore(StateReader in) throws StateException {
    return new Sighting(
        in.signed(),
        in.text(),
        in.text(),
        in.text(),
        SavedNouns.source(in),
        SavedNouns.client(in),
        SavedNouns.operation(in),
        SavedNouns.outcome(in),
        in.text());
  }
}
