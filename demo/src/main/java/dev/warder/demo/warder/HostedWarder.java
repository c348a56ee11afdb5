package dev.warder.demo.warder;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/// A Warder in front of the platform, opened for the demo. All else is asked of it over HTTP.
public interface HostedWarder extends AutoCloseable {
  /// Where keys are made and taken back, and verdicts and incidents are.
  URI doors();

  /// Where callers of the platform come to.
  URI gate();

  /// The credential of the first start, shown once.
  String credential();

  /// Returns when every call that was answered is written down, judged as of now, and told of: what
  /// takes Warder a moment would else be hours where time passes fast.
  void settle();

  @Override
  void close();

  /// Opens one.
  @FunctionalInterface
  interface Opener {
    /// Opens it on free ports of loopback, in the defaults but for what is said here.
    ///
    /// @param setup what it stands in front of, and how
    HostedWarder open(Setup setup);
  }

  /// What a Warder is opened with.
  ///
  /// @param upstream the platform
  /// @param operations file that declares what the platform's operations could do
  /// @param data its folder
  /// @param alertsPerDay its budget
  /// @param clock the time of everything
  record Setup(URI upstream, Path operations, Path data, int alertsPerDay, InstantSource clock) {}
}
