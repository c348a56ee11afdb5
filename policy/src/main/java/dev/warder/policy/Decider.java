package dev.warder.policy;

import static java.util.Objects.requireNonNull;

import dev.warder.model.RiskClass;
import dev.warder.policy.Circumstances.Approval;
import dev.warder.policy.Circumstances.Habit;
import dev.warder.policy.Circumstances.Proof;
import dev.warder.policy.Circumstances.Validity;
import dev.warder.policy.Decision.Force;
import dev.warder.policy.rate.Limit;
import dev.warder.policy.scope.NormalPath;
import dev.warder.policy.scope.OperationRisks;
import java.util.List;

/// Decides about calls: a pure function of the key, the request and what was found out about it.
///
/// - Shape: asks for each [Reason] in its order and stops at the first that applies. `REVOKED` to
///   `UNPROVEN` are facts of the key and hold in every [Mode]; `OUT_OF_SCOPE` to `UNUSUAL` are the
///   grant's and obey its mode. Calls are counted last but for approval and habit, so that a call
///   that is refused for another reason takes nothing from a bucket.
/// - Units: the request's time is the server's own; a decision is as right as that clock
/// - Bounds: allocates nothing unless a call is too fast or held
/// - Errors: never throws on input
/// - Source: `docs/policy.md` has the table
public final class Decider {
  private final OperationRisks risks;

  /// @param risks what the platform declared of its operations: what is held for approval, and what
  ///   a fenced key may not do
  public Decider(OperationRisks risks) {
    this.risks = requireNonNull(risks, "risks is null");
  }

  /// Decides about a call with a key whose secret was right.
  public Decision decide(
      KeyFacts key, Request request, Circumstances circumstances, Buckets buckets) {
    return decide(key, request, circumstances, buckets, request.timeMicros());
  }

  /// Decides about a call, where it is known that the clock was further once.
  ///
  /// @param reachedMicros the latest time that is known to have come; `EXPIRED` and `ROTATED` are
  ///   held against it where it is later than the request's, so that nothing comes back when a
  ///   clock steps back. Hours and limits go by the request's time alone
  public Decision decide(
      KeyFacts key,
      Request request,
      Circumstances circumstances,
      Buckets buckets,
      long reachedMicros) {
    Reason fact = fact(key, request, circumstances, reachedMicros);
    if (fact != Reason.ALLOWED) {
      return Decisions.of(fact, Force.ACTED_ON);
    }
    return switch (key.grant().mode()) {
      case OBSERVE -> Decision.ALLOWED;
      case SHADOW -> byGrant(key, request, circumstances, buckets, Force.SHADOW);
      case ENFORCE -> byGrant(key, request, circumstances, buckets, Force.ACTED_ON);
    };
  }

  /// Decides about work that a key set up earlier and that is to be done now: whether the key has
  /// ended or is fenced, and whether its scope means the operation. A fence holds back all such
  /// work, since nobody knows which of it is the thief's. From where, when, how often and with
  /// which proof it was set up was decided about then.
  ///
  /// @param validity whether a mass invalidation hits the key
  /// @param reachedMicros as [#decide] has it
  public Decision decideScheduled(
      KeyFacts key, Request request, Validity validity, long reachedMicros) {
    Reason fact =
        standing(
            key,
            Math.max(request.timeMicros(), reachedMicros),
            validity,
            key.standing() == Standing.FENCED);
    if (fact != Reason.ALLOWED) {
      return Decisions.of(fact, Force.ACTED_ON);
    }
    boolean opens = key.grant().scope().opens(request.method(), request.path());
    return switch (key.grant().mode()) {
      case OBSERVE -> Decision.ALLOWED;
      case SHADOW -> opens ? Decision.ALLOWED : Decisions.of(Reason.OUT_OF_SCOPE, Force.SHADOW);
      case ENFORCE -> opens ? Decision.ALLOWED : Decisions.of(Reason.OUT_OF_SCOPE, Force.ACTED_ON);
    };
  }

  private Reason fact(
      KeyFacts key, Request request, Circumstances circumstances, long reachedMicros) {
    Reason standing =
        standing(
            key,
            Math.max(request.timeMicros(), reachedMicros),
            circumstances.validity(),
            key.standing() == Standing.FENCED && isFenced(request));
    boolean proven = standing != Reason.ALLOWED || isProven(key.binding(), circumstances.proof());
    return proven ? standing : Reason.UNPROVEN;
  }

  /// What a key's standing says.
  ///
  /// @param fenced whether a fence stands before what is asked
  private static Reason standing(KeyFacts key, long now, Validity validity, boolean fenced) {
    if (key.standing() == Standing.REVOKED) {
      return Reason.REVOKED;
    }
    if (validity == Validity.INVALIDATED) {
      return Reason.INVALIDATED;
    }
    if (fenced) {
      return Reason.FENCED;
    }
    if (now >= key.expiresMicros()) {
      return Reason.EXPIRED;
    }
    return isReplaced(key.standing()) && now >= key.overlapEndsMicros()
        ? Reason.ROTATED
        : Reason.ALLOWED;
  }

  /// Whether a key may have a successor: a fence does not make an overlap longer.
  private static boolean isReplaced(Standing standing) {
    return standing == Standing.ROTATED || standing == Standing.FENCED;
  }

  private static boolean isProven(Binding binding, Proof proof) {
    return switch (binding) {
      case BEARER -> true;
      case BOUND -> proof == Proof.HOLDS;
      case EITHER -> proof != Proof.FAILS;
    };
  }

  /// Whether a fence stands before an operation: those that were declared to make, read or change
  /// credentials or rights; and of those nobody declared, all that do more than look, since a fence
  /// that waits for a complete declaration is none.
  private boolean isFenced(Request request) {
    return switch (risks.of(request.method(), request.path())) {
      case CREDENTIAL, ADMIN -> true;
      case READ, LIST, WRITE, DELETE, EXPORT, EXECUTE -> false;
      case UNKNOWN -> !isLook(request.method()) || !NormalPath.is(request.path());
    };
  }

  private static boolean isLook(String method) {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  private Decision byGrant(
      KeyFacts key, Request request, Circumstances circumstances, Buckets buckets, Force force) {
    Grant grant = key.grant();
    String method = request.method();
    String path = request.path();
    if (!grant.scope().opens(method, path)) {
      return Decisions.of(Reason.OUT_OF_SCOPE, force);
    }
    if (!grant.places().hold(request.source())) {
      return Decisions.of(Reason.WRONG_PLACE, force);
    }
    if (!grant.hours().hold(request.timeMicros())) {
      return Decisions.of(Reason.WRONG_TIME, force);
    }
    long wait = wait(key, request, buckets);
    if (wait > 0) {
      return new Decision(Reason.TOO_FAST, force, wait, RiskClass.UNKNOWN);
    }
    if (!grant.held().isEmpty() && circumstances.approval() == Approval.NONE) {
      RiskClass risk = risks.of(method, path);
      if (grant.held().contains(risk)) {
        return new Decision(Reason.HELD, force, 0, risk);
      }
    }
    boolean unusual = circumstances.habit() == Habit.UNUSUAL && !grant.exempt().opens(method, path);
    return unusual ? Decisions.of(Reason.UNUSUAL, force) : Decision.ALLOWED;
  }

  /// Takes a call out of each bucket until one has none.
  private static long wait(KeyFacts key, Request request, Buckets buckets) {
    List<Limit> limits = key.grant().limits().entries();
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      boolean counts =
          !(limit instanceof Limit.PerOperation one)
              || one.operation().matches(request.method(), request.path());
      long wait = counts ? buckets.take(limit, key, request.timeMicros()) : 0;
      if (wait > 0) {
        return wait;
      }
    }
    return 0;
  }
}
