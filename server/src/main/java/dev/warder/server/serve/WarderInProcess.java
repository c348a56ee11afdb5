package dev.warder.server.serve;

import dev.warder.server.config.Address;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.terminal.Terminal;
import java.net.URI;

/// A Warder that serves in this process for somebody who moves its clock.
public final class WarderInProcess implements AutoCloseable {
  private final Serving serving;
  private final String credential;
  private final URI gate;

  private WarderInProcess(Serving serving, String credential, URI gate) {
    this.serving = serving;
    this.credential = credential;
    this.gate = gate;
  }

  /// Opens one with a gate before an API, in plain HTTP.
  public static WarderInProcess open(
      Configuration configuration, Clocks clocks, Terminal terminal) {
    Logging.start(configuration, terminal);
    Serving serving =
        Serving.open(
            configuration, ConfigurationSource.fixed(configuration), clocks, HangUp.none());
    Address listen = Address.of(configuration.text(Setting.GATEWAY__LISTEN));
    URI gate =
        URI.create("http://" + new Address(listen.host(), serving.gate().orElseThrow().port()));
    StringBuilder credential = new StringBuilder();
    serving
        .firstCredentials()
        .forEach((first, minted) -> {
          credential.append(FirstCredential.text(minted));
          first.shown(minted);
        });
    return new WarderInProcess(serving, credential.toString(), gate);
  }

  /// Where its doors are.
  public URI doors() {
    return URI.create(serving.url());
  }

  /// Where its gate is.
  public URI gate() {
    return gate;
  }

  /// The credential of the first start; empty if this is none.
  public String credential() {
    return credential;
  }

  /// Has calls that the gate has answered judged and told of, as of the clock for judging. Returns
  /// when they are.
  public void settle() {
    serving.settle();
  }

  @Override
  public void close() {
    serving.close();
  }
}
