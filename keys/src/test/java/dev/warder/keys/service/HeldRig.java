package dev.warder.keys.service;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.Held;
import dev.warder.keys.Judged;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.Settled;
import dev.warder.keys.Verdict;
import dev.warder.policy.GrantText;
import dev.warder.policy.Request;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.policy.text.Parsed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Calls to `POST /api/run/{id}`, which the keys of acme have to have approved. Alice makes keys,
/// bob approves calls.
final class HeldRig {
  static final Actor ALICE = new Actor("alice", "");
  static final Actor BOB = new Actor("bob", "");
  static final KeysSettings SETTINGS =
      KeysSettings.standard()
          .approving(KeysSettings.Approvals.NONE)
          .declaring(risks("EXECUTE POST /api/run/{id}"));

  private HeldRig() {}

  private static OperationRisks risks(String... entries) {
    return switch (OperationRisks.parse(List.of(entries))) {
      case Parsed.Value<OperationRisks>(OperationRisks risks) -> risks;
      case Parsed.Problem<OperationRisks> problem -> throw new AssertionError(problem);
    };
  }

  static GrantText holding(String mode, String... limits) {
    return new GrantText(
        List.of("* /api/**"),
        List.of(),
        List.of(),
        List.of(),
        List.of(limits),
        List.of("EXECUTE"),
        mode);
  }

  static Minted mint(Rig rig, String tenant, UnaryOperator<MintRequest> change)
      throws KeysException {
    return (Minted)
        rig.keys.mint(ALICE, change.apply(Rig.request(tenant).allowed(holding("ENFORCE"))));
  }

  static Minted mint(Rig rig) throws KeysException {
    return mint(rig, "acme", request -> request);
  }

  static Request run(Rig rig, String id) {
    Request get = rig.get("/api/run/" + id);
    return new Request(get.timeMicros(), get.api(), "POST", get.path(), get.source());
  }

  static Judged judge(Rig rig, Minted key, Request request) {
    return rig.keys.judge(Presented.of(Rig.text(key)), request);
  }

  static Settled settle(Rig rig, Minted key, Request request, String query) {
    return settled(rig, (Held) judge(rig, key, request), query);
  }

  static Settled settled(Rig rig, Held held, String query) {
    return rig.keys
        .settle(held, query)
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  /// What becomes of a call, all told.
  static Verdict call(Rig rig, Minted key, String id, String query) {
    Request request = run(rig, id);
    return switch (judge(rig, key, request)) {
      case Verdict verdict -> verdict;
      case Held held -> rig.keys.conclude(settled(rig, held, query));
    };
  }

  static Verdict call(Rig rig, Minted key, String id) {
    return call(rig, key, id, "");
  }

  static Approval approval(Rig rig, String id) {
    return rig.keys.approvals().stream()
        .filter(approval -> approval.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
