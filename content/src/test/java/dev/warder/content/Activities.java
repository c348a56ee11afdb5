package dev.warder.content;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import java.util.List;
import java.util.Map;

/// Activities by alice of account 111122223333, to try conditions on.
final class Activities {
  static final Caller ALICE =
      new Caller(
          "AKIAEXAMPLE",
          CredentialKind.API_KEY,
          "arn:aws:iam::111122223333:user/alice",
          "alice",
          "");

  private Activities() {}

  static Activity of(
      Operation operation, Outcome outcome, Map<String, String> attributes, List<String> targets) {
    return of("uid", "111122223333", ALICE, operation, outcome, attributes, targets);
  }

  static Activity of(
      String uid,
      String tenant,
      Caller caller,
      Operation operation,
      Outcome outcome,
      Map<String, String> attributes,
      List<String> targets) {
    boolean named = operation.method().equals(Operation.ACTION);
    Call call =
        named
            ? new Call(operation.api(), "", "", "", operation.template())
            : new Call(
                operation.api(),
                operation.method(),
                operation.template(),
                operation.template(),
                "");
    return new Activity(
        0,
        uid,
        tenant,
        caller,
        Source.UNKNOWN,
        Client.UNKNOWN,
        call,
        outcome,
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        targets,
        List.of(),
        "",
        List.of(),
        attributes);
  }

  static Activity with(Map<String, String> attributes) {
    return of(
        new Operation("cloud", Operation.ACTION, "x:Y"), Outcome.SUCCESS, attributes, List.of());
  }
}
