package dev.warder.benchmarks.door;

import dev.warder.api.Doors;
import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.http.DoorSettings;
import dev.warder.api.http.PeerList;
import dev.warder.api.incidents.Incidents;
import dev.warder.keys.Actor;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.hash.PepperFile;
import dev.warder.keys.service.KeyService;
import dev.warder.keys.service.KeysSettings;
import dev.warder.model.Secret;
import dev.warder.model.Source;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreSettings;
import dev.warder.store.sql.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `POST /v1/verify` over keep-alive connections of this machine: server and clients share its
/// cores. Arguments: a folder, seconds, and the port of something to be held against (0 for none)
/// that answers every request at once.
public final class HttpVerify {
  private static final int KEYS = 2_000;
  private static final int CONNECTIONS = 32;
  private static final Actor ACTOR = new Actor("benchmark", "benchmark");

  private HttpVerify() {}

  /// Measures, and prints one line for people and one for programs.
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    int other = Integer.parseInt(arguments[2]);
    try (SegmentJournal journal =
            SegmentJournal.open(folder.resolve("journal"), JournalSettings.defaults());
        SegmentJournal calls =
            SegmentJournal.open(folder.resolve("calls"), JournalSettings.defaults());
        Store store = Stores.open(new StoreSettings.Sqlite(folder.resolve("warder.db")));
        Keys keys =
            KeyService.open(
                KeysSettings.standard().approving(KeysSettings.Approvals.NONE),
                new PepperFile(folder.resolve("peppers")).open(new SecureRandom()),
                journal,
                calls,
                store,
                KeyAlarm.NONE,
                InstantSource.system());
        Doors doors = doors(keys)) {
      String asker = mint(keys, "warder", "POST /v1/verify");
      List<byte[]> requests = new ArrayList<>();
      for (int i = 0; i < KEYS; i++) {
        requests.add(request(asker, mint(keys, "t" + i % 400, "GET /api/systems/{id}")));
      }
      Clients clients = new Clients(requests, CONNECTIONS);
      clients.run(doors.port(), seconds);
      long own = clients.run(doors.port(), seconds);
      long nginx = other == 0 ? 0 : clients.run(other, seconds);
      System.out.printf(
          Locale.ROOT,
          "verify      %,d verdicts/s over %d connections, %s; nginx that answers at once %,d/s%n",
          own,
          CONNECTIONS,
          doors.transport(),
          nginx);
      System.out.printf(
          Locale.ROOT,
          "http_verify_per_s=%d ratio_to_nginx=%.2f%n",
          own,
          nginx == 0 ? 0 : (double) own / nginx);
    }
  }

  private static Doors doors(Keys keys) throws Exception {
    return Doors.open(
        keys,
        Incidents.NONE,
        new Doors.Settings(
            new DoorSettings("127.0.0.1", 0, Optional.empty(), DoorSettings.Bounds.USUAL),
            new ProxySettings(List.of("authorization"), "x-real-ip"),
            PeerList.of(List.of()),
            PeerList.of(List.of()),
            Doors.Settings.Wire.AUTO,
            Runtime.getRuntime().availableProcessors(),
            Duration.ofSeconds(5)),
        address -> Source.UNKNOWN,
        InstantSource.system());
  }

  private static String mint(Keys keys, String tenant, String scope) throws Exception {
    GrantText grant =
        new GrantText(
            List.of(scope), List.of(), List.of(), List.of(), List.of(), List.of(), "ENFORCE");
    MintRequest wish = MintRequest.of(tenant, Environment.LIVE).allowed(grant);
    if (!(keys.mint(ACTOR, wish) instanceof Minted minted)) {
      throw new IllegalStateException("not minted");
    }
    Secret secret = minted.secret();
    if (secret == null) {
      throw new IllegalStateException("no secret");
    }
    return new String(secret.expose(), StandardCharsets.US_ASCII);
  }

  private static byte[] request(String asker, String key) {
    String body =
        "{\"key\":\""
            + key
            + "\",\"method\":\"GET\",\"path\":\"/api/systems/42\",\"address\":\"203.0.113.9\"}";
    return String.join(
            "\r\n",
            "POST /v1/verify HTTP/1.1",
            "host: 127.0.0.1",
            "authorization: Bearer " + asker,
            "content-type: application/json",
            "content-length: " + body.length(),
            "",
            body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
