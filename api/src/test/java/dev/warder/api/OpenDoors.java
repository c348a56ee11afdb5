package dev.warder.api;

import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.http.DoorException;
import dev.warder.api.http.DoorSettings;
import dev.warder.api.http.PeerList;
import dev.warder.api.identity.PublishedKeys;
import dev.warder.keys.Judged;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import dev.warder.keys.VerdictId;
import dev.warder.model.Source;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Doors on a port of this machine, over keys that a fake keeps, and a client in front of them.
final class OpenDoors implements AutoCloseable {
  /// Times are such that no test hangs on how warm the machine is.
  static final DoorSettings.Bounds BOUNDS =
      new DoorSettings.Bounds(
          4_096,
          4_096,
          100,
          8,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /// What somebody trusted has signed.
  static final String TOKEN = "signed-token";

  final FakeKeys keys;
  private final Doors doors;
  private final HttpClient client;

  private OpenDoors(
      FakeKeys keys, HttpClient.Version version, List<String> peers, DoorSettings.Bounds bounds)
      throws DoorException {
    this.keys = keys;
    doors =
        Doors.open(
            company(keys),
            new Doors.Settings(
                new DoorSettings("127.0.0.1", 0, Optional.empty(), bounds),
                new ProxySettings(List.of("authorization", "x-api-key"), "x-real-ip"),
                PeerList.of(peers),
                PeerList.of(peers),
                Doors.Settings.Wire.AUTO,
                2,
                Duration.ofSeconds(2)),
            InstantSource.system());
    client = HttpClient.newBuilder().version(version).build();
  }

  /// Everybody whom doors ask, as fakes.
  static Doors.Company company(FakeKeys keys) {
    return new Doors.Company(
        keys,
        OpenDoors::other,
        new FakeIncidents(keys),
        address -> Source.UNKNOWN,
        PublishedKeys.NONE);
  }

  /// One token of somebody who is trusted, which may do anything.
  private static @Nullable Judged other(Presented presented, Request request) {
    return presented.expose().equals(TOKEN)
        ? new Verdict(
            new VerdictId(1, 1),
            request.timeMicros(),
            Reason.ALLOWED,
            Verdict.Outcome.PASS,
            Mode.ENFORCE,
            "jwt:7",
            "warder",
            "svc-7",
            0)
        : null;
  }

  static OpenDoors open() throws DoorException {
    return within(BOUNDS);
  }

  static OpenDoors within(DoorSettings.Bounds bounds) throws DoorException {
    return over(new FakeKeys(), bounds);
  }

  /// Doors over keys that others have doors over, too.
  static OpenDoors over(FakeKeys keys, DoorSettings.Bounds bounds) throws DoorException {
    return new OpenDoors(keys, HttpClient.Version.HTTP_1_1, List.of("127.0.0.0/8"), bounds);
  }

  static OpenDoors overHttp2() throws DoorException {
    return new OpenDoors(new FakeKeys(), HttpClient.Version.HTTP_2, List.of("127.0.0.0/8"), BOUNDS);
  }

  static OpenDoors toStrangersAlone() throws DoorException {
    return new OpenDoors(
        new FakeKeys(), HttpClient.Version.HTTP_1_1, List.of("192.0.2.0/24"), BOUNDS);
  }

  int port() {
    return doors.port();
  }

  /// An answer as it came.
  record Answered(int status, String body, java.net.http.HttpHeaders headers) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /// Asks with the administrator's credential.
  Answered ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("authorization", "Bearer admin-token"));
    if (!body.isEmpty()) {
      all.addAll(List.of("content-type", "application/json"));
    }
    all.addAll(List.of(headers));
    return bare(method, path, body, all.toArray(String[]::new));
  }

  /// Asks with these headers alone.
  Answered bare(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answered(response.statusCode(), response.body(), response.headers());
  }

  /// What the doors counted, whoever may read it.
  String metrics() {
    return doors.metrics();
  }

  @Override
  public void close() {
    client.close();
    doors.close();
  }
}
