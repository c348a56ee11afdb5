package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

import dev.warder.api.verify.VerdictWords;
import dev.warder.enrich.Enricher;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.verify.RecordedVerdict;
import dev.warder.keys.verify.RecordedVerdicts;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import dev.warder.policy.Reason;
import dev.warder.policy.scope.NormalPath;
import dev.warder.server.live.CallReading.Told.Made;
import dev.warder.server.live.CallReading.Told.Nothing;
import dev.warder.server.live.CallReading.Told.Unreadable;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Calls that the gate saw, and calls that others asked about. Confined to one thread.
///
///     asked by                          verdict's entry    activity's entry
///     verify, auth_request, ext_authz   the call           there is none
///     the gate                          -                  the call
///     the gate, code `unknown`          the call           -
///     Warder's own doors, or nobody     -                  there is none
///
/// What the gate was told is unknown may be a key that is watched: only the verdict's entry knows.
///
/// A call that was allowed is taken to have been made: whoever asks does not say how it ended.
public final class CallsAtAllDoors implements CallReading {
  private static final Set<String> ASKERS = Set.of("verify", "auth_request", "ext_authz");
  private static final String CODE = "warder.code";
  private static final String UNKNOWN = VerdictWords.code(Reason.UNKNOWN);

  /// What is called where nobody tells on which host.
  private static final String NO_HOST = "api";

  /// What is called by a path that means different things to different programs.
  private static final String ODD_PATH = "doors:odd_path";

  private final RecordedCalls activities = new RecordedCalls();
  private final RecordedVerdicts verdicts;
  private final Enricher enricher;

  /// @param shape of the keys of this platform
  public CallsAtAllDoors(KeyShape shape, Enricher enricher) {
    verdicts = new RecordedVerdicts(shape);
    this.enricher = requireNonNull(enricher, "enricher is null");
  }

  @Override
  public Told read(Entry entry) {
    if (entry.kind() != EntryKind.VERDICT) {
      Told told = activities.read(entry);
      return told instanceof Made(Activity call) && UNKNOWN.equals(call.attributes().get(CODE))
          ? new Nothing()
          : told;
    }
    RecordedVerdict verdict = verdicts.read(entry);
    if (verdict == null) {
      return new Unreadable();
    }
    boolean isCall =
        verdict.door().equals(RecordedVerdict.GATE)
            ? verdict.reason() == Reason.UNKNOWN
            : ASKERS.contains(verdict.door());
    return isCall ? new Made(call(verdict)) : new Nothing();
  }

  private Activity call(RecordedVerdict verdict) {
    return new Activity(
        verdict.timeMicros(),
        verdict.id(),
        verdict.tenant(),
        caller(verdict),
        source(verdict.source()),
        enricher.client(verdict.userAgent(), ""),
        called(verdict),
        verdict.passed()
            ? Outcome.SUCCESS
            : Outcome.ofStatus(VerdictWords.status(verdict.reason())),
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of(CODE, VerdictWords.code(verdict.reason())));
  }

  private static Caller caller(RecordedVerdict verdict) {
    return verdict.keyId().isEmpty()
        ? Caller.ANONYMOUS
        : new Caller(
            verdict.keyId(), kind(verdict.keyId()), verdict.principal(), verdict.principal(), "");
  }

  /// Of whom others vouch for as at the gate.
  private static CredentialKind kind(String uid) {
    return StrangerIds.isOne(uid) ? CredentialKind.SESSION : CredentialKind.API_KEY;
  }

  /// As it is known today, if that is still what was written down: where the table of networks was
  /// replaced since, the record counts.
  private Source source(Source recorded) {
    if (recorded.address().isEmpty()) {
      return recorded;
    }
    Source known = enricher.source(recorded.address(), "");
    return known.canonical().equals(recorded.canonical()) ? known : recorded;
  }

  private static Call called(RecordedVerdict verdict) {
    String host = verdict.host().isEmpty() ? NO_HOST : verdict.host().toLowerCase(Locale.ROOT);
    return NormalPath.is(verdict.path())
        ? new Call(host, verdict.method().toUpperCase(Locale.ROOT), verdict.path(), "", "")
        : new Call(host, "", "", "", ODD_PATH);
  }
}
