package dev.warder.demo.platform;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.clock.Timeline;
import dev.warder.demo.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs commands on devices: at once, or when they are due. Safe for use by many threads.
///
/// Guarantees work that was set up to run later is asked about again when it is due, and does not
/// run unless it is allowed then; while nobody can be asked it does not run
public final class Workshop {
  /// What work comes to, whoever set it up.
  private static final String METHOD = "POST";

  private static final String PATH = "/api/runCommand";

  private final Timeline clock;
  private final Issuer issuer;
  private final Asks asks;
  private final List<Work> all = new ArrayList<>();
  private int ran;

  Workshop(Timeline clock, Issuer issuer, Asks asks) {
    this.clock = requireNonNull(clock, "clock is null");
    this.issuer = requireNonNull(issuer, "issuer is null");
    this.asks = requireNonNull(asks, "asks is null");
  }

  /// Whether work that is due is asked about.
  public enum Asks {
    AGAIN,
    /// As platforms do that believe what they were told once. To see what comes of it.
    NEVER
  }

  /// Runs a command at once, or later if it is due later.
  void take(Organization organization, Work work) {
    if (!work.due().isAfter(clock.instant())) {
      run(organization, work, add(work));
      return;
    }
    int number = add(work);
    clock.at(work.due(), () -> due(organization, work, number));
  }

  private void due(Organization organization, Work work, int number) {
    Issuer.Permission permission =
        asks == Asks.NEVER ? new Issuer.Permission(true, "") : ask(work.by());
    if (permission.isGiven()) {
      run(organization, work, number);
    } else {
      set(number, work.became(Work.Fate.HELD, permission.code()));
      organization.note(clock.instant(), "command_held", work.by(), work.command());
    }
  }

  private Issuer.Permission ask(Identity by) {
    try {
      return issuer.ask(by.key(), by.verdict(), METHOD, PATH);
    } catch (IOException e) {
      return new Issuer.Permission(false, "nobody_can_be_asked");
    }
  }

  private void run(Organization organization, Work work, int number) {
    Instant now = clock.instant();
    for (String system : work.systems()) {
      organization.put(
          Shelf.COMMAND_RESULTS,
          result(),
          Json.object()
              .put("command", work.command())
              .put("system", system)
              .put("exitCode", 0)
              .put("requestTime", now.toString()));
    }
    organization.note(now, "command_run", work.by(), work.command());
    set(number, work.became(Work.Fate.RAN, ""));
  }

  private synchronized String result() {
    ran++;
    return String.format(Locale.ROOT, "64a5%020x", ran);
  }

  private synchronized int add(Work work) {
    all.add(work);
    return all.size() - 1;
  }

  private synchronized void set(int number, Work work) {
    all.set(number, work);
  }

  /// All that there ever was, in the order in which it was set up.
  public synchronized List<Work> all() {
    return List.copyOf(all);
  }
}
