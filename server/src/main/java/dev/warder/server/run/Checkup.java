package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

import dev.warder.collect.CollectReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `doctor` found.
///
/// @param checks the installation, then the logs if any were named
/// @param read what readers made of the logs, null if none were named
public record Checkup(List<Check> checks, @Nullable CollectReport read) {
  public Checkup {
    requireNonNull(checks, "checks is null");
    checks = List.copyOf(checks);
  }

  public boolean hasFailed() {
    return checks.stream().anyMatch(check -> check.state() == Check.State.FAIL);
  }
}
