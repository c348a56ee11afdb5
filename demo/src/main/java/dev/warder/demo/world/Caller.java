package dev.warder.demo.world;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.wire.Answer;
import dev.warder.demo.wire.Line;
import dev.warder.demo.wire.Request;
import dev.warder.testkit.sample.Client;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Somebody with a key who calls the platform from an address with a program.
///
/// The calls go through a proxy that the gate trusts to say for whom it speaks, which is this
/// program: so they come from where they say and go no further than loopback.
///
/// @param line to the gate
/// @param secret of the key, as it is when the call is made
/// @param address it calls from
/// @param client its program
/// @param tally counts its calls
public record Caller(
    Line line, Supplier<String> secret, String address, Client client, Tally tally) {
  public Caller {
    requireNonNull(line, "line is null");
    requireNonNull(secret, "secret is null");
    requireNonNull(address, "address is null");
    requireNonNull(client, "client is null");
    requireNonNull(tally, "tally is null");
  }

  /// Calls.
  ///
  /// @param organization that it is about; empty for the caller's own
  /// @param body null if there is none
  public Answer call(String organization, String method, String target, @Nullable JsonNode body)
      throws IOException {
    Request request =
        Request.of(method, target)
            .with("User-Agent", client.userAgent())
            .with("X-Forwarded-For", address)
            .with("x-api-key", secret.get());
    if (!organization.isEmpty()) {
      request = request.with("x-org-id", organization);
    }
    Answer answer = line.ask(body == null ? request : request.with(body));
    tally.count(answer);
    return answer;
  }

  /// The same somebody on another connection.
  public Caller on(Line other) {
    return new Caller(other, secret, address, client, tally);
  }

  /// Does not tell the secret.
  @Override
  public String toString() {
    return client.name() + " at " + address;
  }
}
