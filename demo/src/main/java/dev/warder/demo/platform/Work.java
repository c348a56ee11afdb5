package dev.warder.demo.platform;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/// A command that is to run on devices, or did.
///
/// @param organization whose devices
/// @param command its id
/// @param systems devices
/// @param due when
/// @param by who set it up, with the verdict that let the call through
/// @param later whether it was set up to run later than at once
/// @param fate what became of it
/// @param code why it is held; empty if it is not
public record Work(
    String organization,
    String command,
    List<String> systems,
    Instant due,
    Identity by,
    boolean later,
    Fate fate,
    String code) {
  public Work {
    requireNonNull(organization, "organization is null");
    requireNonNull(command, "command is null");
    systems = List.copyOf(systems);
    requireNonNull(due, "due is null");
    requireNonNull(by, "by is null");
    requireNonNull(fate, "fate is null");
    requireNonNull(code, "code is null");
  }

  Work became(Fate next, String why) {
    return new Work(organization, command, systems, due, by, later, next, why);
  }

  /// What became of it.
  public enum Fate {
    WAITING,
    RAN,
    /// Who set it up may not any more.
    HELD
  }
}
