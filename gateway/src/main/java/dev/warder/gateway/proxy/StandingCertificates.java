package dev.warder.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.tls.ClientTrust;
import dev.warder.gateway.tls.ServerTls;
import io.netty.channel.Channel;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/// The certificates of callers whose connections stand on a loop: each is looked at again every
/// minute, and when others are trusted. Confined to its event loop, which it does not hold up.
///
/// Bounds one task at a time; connections that show the same certificates share an answer
final class StandingCertificates {
  private final Loop loop;
  private final Set<ShownCertificate> standing = new LinkedHashSet<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean isLooking;

  StandingCertificates(Loop loop) {
    this.loop = requireNonNull(loop, "loop is null");
  }

  /// Takes one in for as long as its connection stands.
  void enter(ShownCertificate shown, Channel channel) {
    standing.add(shown);
    var _ = channel.closeFuture().addListener(closed -> standing.remove(shown));
  }

  /// Has those looked at whose time it is.
  void look() {
    ServerTls tls = loop.gate.serverTls();
    ClientTrust trust = tls == null ? null : tls.clients();
    if (tls == null || trust == null || isLooking) {
      return;
    }
    long number = trust.number();
    List<ShownCertificate> due =
        standing.stream()
            .filter(shown -> shown.isBehind(number) || shown.isOld(loop.nowNanos()))
            .toList();
    if (due.isEmpty()) {
      tell();
      return;
    }
    isLooking = true;
    try {
      tls.validation().standing().execute(() -> ask(due, trust));
    } catch (RejectedExecutionException e) {
      // The gate is closed.
      isLooking = false;
      tell();
    }
  }

  /// What was found of some.
  ///
  /// @param number of those who were trusted, or before
  private record Found(List<ShownCertificate> of, List<Boolean> holds, long number) {}

  /// On a thread where it may take its time.
  private void ask(List<ShownCertificate> due, ClientTrust trust) {
    long number = trust.number();
    Map<List<X509Certificate>, Boolean> known = new HashMap<>();
    List<Boolean> holds = new ArrayList<>();
    for (ShownCertificate shown : due) {
      holds.add(known.computeIfAbsent(shown.chain(), trust::holds));
    }
    try {
      loop.events.execute(() -> take(new Found(due, holds, number), trust));
    } catch (RejectedExecutionException e) {
      // A loop that has ended has no connections.
      known.clear();
    }
  }

  private void take(Found found, ClientTrust trust) {
    for (int i = 0; i < found.of().size(); i++) {
      found.of().get(i).checked(found.holds().get(i), found.number(), loop.nowNanos());
    }
    isLooking = false;
    long number = trust.number();
    if (waiting.isEmpty() || standing.stream().noneMatch(shown -> shown.isBehind(number))) {
      tell();
    } else {
      look();
    }
  }

  private void tell() {
    List<Runnable> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(Runnable::run);
  }

  /// Has all looked at by who is trusted now.
  ///
  /// @param then run when they were
  void recheck(Runnable then) {
    waiting.add(then);
    look();
  }
}
