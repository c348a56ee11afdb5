package dev.warder.engine;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.Times;
import java.util.List;
import java.util.Map;

/// Calls for tests, built from an honest default; immutable, every step gives a new one.
public record Traffic(
    String tenant,
    Caller caller,
    Source source,
    Client client,
    Call call,
    Outcome outcome,
    List<String> targets,
    List<String> made,
    String minted) {

  /// Monday 2026-10-05 00:00 UTC.
  public static final long START = 1_791_158_400L * Times.SECOND;

  private static int serial;

  public static Traffic of(String key) {
    return new Traffic(
        "acme",
        new Caller(key, CredentialKind.API_KEY, "owner-" + key, "", ""),
        isp("AS3320 DE", "203.0.113.10"),
        new Client("python-requests", "2.32", ClientKind.SCRIPT, "python-requests/2.32", ""),
        new Call("api.example.com", "GET", "/api/users", "", ""),
        Outcome.ofStatus(200),
        List.of(),
        List.of(),
        "");
  }

  public static Source isp(String canonical, String address) {
    return new Source(address, 3320, "Office", "DE", SourceClass.ISP, canonical);
  }

  public Traffic hosted() {
    return from(new Source("198.51.100.7", 9009, "Rented", "NL", SourceClass.HOSTING, "AS9009 NL"));
  }

  public Traffic from(Source other) {
    return new Traffic(tenant, caller, other, client, call, outcome, targets, made, minted);
  }

  public Traffic tenant(String other) {
    return new Traffic(other, caller, source, client, call, outcome, targets, made, minted);
  }

  public Traffic by(Caller other) {
    return new Traffic(tenant, other, source, client, call, outcome, targets, made, minted);
  }

  public Traffic with(String family) {
    Client other = new Client(family, "", ClientKind.SCRIPT, family + "/1", "");
    return new Traffic(tenant, caller, source, other, call, outcome, targets, made, minted);
  }

  public Traffic get(String path) {
    return calling(new Call("api.example.com", "GET", path, "", ""));
  }

  public Traffic action(String action) {
    return calling(new Call("platform", "", "", "", action));
  }

  public Traffic calling(Call other) {
    return new Traffic(tenant, caller, source, client, other, outcome, targets, made, minted);
  }

  public Traffic status(int status) {
    Outcome other = Outcome.ofStatus(status);
    return new Traffic(tenant, caller, source, client, call, other, targets, made, minted);
  }

  public Traffic on(String... others) {
    List<String> on = List.of(others);
    return new Traffic(tenant, caller, source, client, call, outcome, on, made, minted);
  }

  public Traffic making(String... others) {
    List<String> making = List.of(others);
    return new Traffic(tenant, caller, source, client, call, outcome, making, making, minted);
  }

  public Traffic minting(String child) {
    return new Traffic(tenant, caller, source, client, call, outcome, targets, made, child);
  }

  /// The call at a time, in seconds after [#START].
  public Activity at(long seconds) {
    return at(seconds, "a-" + serial++);
  }

  /// The call at a time, in seconds after [#START], under an id.
  public Activity at(long seconds, String uid) {
    return new Activity(
        START + seconds * Times.SECOND,
        uid,
        tenant,
        caller,
        source,
        client,
        call,
        outcome,
        0,
        100,
        1_000,
        targets,
        made,
        minted,
        List.of(),
        Map.of());
  }

  /// The activity with parameters.
  public static Activity with(Activity a, List<Parameter> parameters) {
    return new Activity(
        a.timeMicros(),
        a.uid(),
        a.tenant(),
        a.caller(),
        a.source(),
        a.client(),
        a.call(),
        a.outcome(),
        a.requestBytes(),
        a.responseBytes(),
        a.latencyMicros(),
        a.targets(),
        a.made(),
        a.mintedCredential(),
        parameters,
        a.attributes());
  }
}
