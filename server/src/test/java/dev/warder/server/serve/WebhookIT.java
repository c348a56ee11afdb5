package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.server.live.IncidentChange;
import dev.warder.server.live.IncidentFeed;
import dev.warder.server.webhook.Receiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A running Warder sends what becomes of incidents, and goes on with it after `kill -9`.
@Timeout(420)
class WebhookIT {
  private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private Path settings(int port) throws Exception {
    Path secret = folder.resolve("secret");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "whsec_" + KEY);
    return Files.writeString(
        folder.resolve("warder.yaml"),
        """
        listen: 127.0.0.1:0
        webhooks:
          - name: soc
            url: http://127.0.0.1:%d/in/token-of-theirs
            secret_file: "%s"
            allow_private: true
            allow_http: true
        """
            .formatted(port, secret));
  }

  private ServeProcess start(Path settings) throws Exception {
    return ServeProcess.bare("--data", data().toString(), "--config", settings.toString());
  }

  @Test
  void eachChangeOfAnIncidentArrivesOnceByIdThoughTheProcessIsKilledAgainAndAgain()
      throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    String said = "";
    try (Receiver receiver =
        Receiver.answering((heard, socket) -> {
          if (count.incrementAndGet() == 1) {
            // Whoever sent it is killed before it hears that it was taken.
            never.await();
          }
          socket.getOutputStream().write(Receiver.TAKEN.getBytes(StandardCharsets.US_ASCII));
        })) {
      Path settings = settings(receiver.port());
      String admin;
      try (ServeProcess serve = start(settings)) {
        admin = serve.credential();
        for (String tenant : List.of("acme", "globex")) {
          use(serve, admin, trap(serve, admin, tenant));
        }
        receiver.await(1);
        said += serve.talk() + serve.text("/metrics");
        serve.kill();
      }
      String told;
      try (ServeProcess serve = start(settings)) {
        // The first once more, and the second.
        receiver.await(2);
        told = receiver.heard().getFirst().id();
        String uid = told.substring(0, told.lastIndexOf('-'));
        assertThat(
                serve
                    .ask(
                        admin,
                        "POST",
                        "/v1/incidents/" + uid + "/close",
                        "{\"verdict\":\"test\",\"note\":\"our own exercise\"}")
                    .status())
            .isEqualTo(200);
        receiver.await(1);
        said += serve.talk() + serve.text("/metrics");
        serve.kill();
      }
      try (ServeProcess serve = start(settings)) {
        use(serve, admin, trap(serve, admin, "initech"));
        while (new LinkedHashSet<>(ids(receiver)).size() < 4) {
          receiver.await(1);
        }
        assertThat(serve.stop()).isEqualTo(143);
        said += serve.talk();
      }
      List<String> expected = changes();
      assertThat(new LinkedHashSet<>(ids(receiver)))
          .as("%s", said)
          .containsExactlyElementsOf(expected);
      assertThat(receiver.heard().getFirst().body()).contains("\"type\":\"incident.told\"");
      assertThat(receiver.heard())
          .filteredOn(heard -> heard.id().startsWith(told.substring(0, told.lastIndexOf('-'))))
          .last()
          .satisfies(closed ->
              assertThat(closed.body())
                  .contains(
                      "\"type\":\"incident.closed\"", "our own exercise", "\"status\":\"Closed\""));
      for (Receiver.Heard heard : receiver.heard()) {
        assertThat(heard.headers().get("webhook-signature")).isEqualTo(signature(heard));
      }
      assertThat(said)
          .contains("warder_webhook_sent_total{webhook=\"soc\"}")
          .doesNotContain(KEY, "token-of-theirs");
    } finally {
      never.countDown();
    }
  }

  private static List<String> ids(Receiver receiver) {
    return receiver.heard().stream().map(Receiver.Heard::id).toList();
  }

  private static String signature(Receiver.Heard heard) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
    String signed =
        heard.id() + "." + heard.headers().get("webhook-timestamp") + "." + heard.body();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private static String trap(ServeProcess serve, String admin, String tenant) throws Exception {
    return serve
        .ask(
            admin,
            "POST",
            "/v1/keys",
            "{\"tenant\":\"" + tenant + "\",\"scope\":[\"* /api/**\"],\"honey\":true}")
        .text("secret");
  }

  private static void use(ServeProcess serve, String admin, String key) throws Exception {
    serve.ask(
        admin,
        "POST",
        "/v1/verify",
        """
        {"key":"%s","method":"GET","path":"/api/systems","api":"api.example.org",\
        "address":"45.79.140.130","user_agent":"curl/8.1"}\
        """
            .formatted(key));
  }

  /// Ids of all that became of incidents, as the journals have it.
  private List<String> changes() throws Exception {
    Configuration configuration =
        Configuration.read(
            Optional.empty(), Map.of(), Map.of(Setting.DATA, new Value(data().toString(), "test")));
    List<String> ids = new ArrayList<>();
    try (Journals journals =
        Journals.open(configuration, DataFolder.make(configuration), InstantSource.system())) {
      IncidentFeed feed = new IncidentFeed(journals.calls(), journals.changes());
      IncidentFeed.Read read = feed.next(new IncidentFeed.Place(0, 0));
      for (IncidentChange change = read.change(); change != null; change = read.change()) {
        ids.add(change.id());
        read = feed.next(read.place());
      }
    }
    return ids;
  }
}
