package dev.warder.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.warder.api.http.DoorMeters;
import dev.warder.model.Times;
import dev.warder.server.live.IncidentChange.Kind;
import dev.warder.server.live.IncidentDesk.Known;
import dev.warder.store.journal.fake.MemoryFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// All receivers together: each in its own time, from where it was, with nothing of before.
@Timeout(120)
class WebhooksTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final long NOON = Times.micros(NOW);
  private static final InstantSource CLOCK = () -> NOW;
  private static final Resolver RESOLVER = host -> List.of(InetAddress.ofLiteral("127.0.0.1"));
  private static final Known KNOWN = new Known.Here("{}", true);

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createFile(
        folder.resolve("secret"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(folder.resolve("secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  private Hook hook(String name, Receiver receiver) {
    return new Hook(
        name,
        URI.create("http://soc.test:" + receiver.port() + "/"),
        folder.resolve("secret"),
        EnumSet.allOf(Kind.class),
        Optional.empty(),
        Hook.Reach.PRIVATE);
  }

  private Webhooks open(Written written, Hook... hooks) throws IOException {
    Webhooks webhooks =
        Webhooks.open(List.of(hooks), folder.resolve("webhooks"), written.feed(), RESOLVER, CLOCK);
    webhooks.start(uid -> KNOWN);
    return webhooks;
  }

  private static List<String> ids(Receiver receiver) {
    return receiver.heard().stream().map(Receiver.Heard::id).toList();
  }

  @Test
  void receiverThatNeverAnswersHoldsUpNobodyElse() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Written written = Written.on(new MemoryFiles());
        Receiver silent = Receiver.answering((heard, socket) -> over.await());
        Receiver other = Receiver.answering(Receiver.TAKEN);
        Webhooks _ = open(written, hook("silent", silent), hook("other", other))) {
      for (int i = 1; i <= 5; i++) {
        written.told("told", "i-" + i, 1, NOON + i);
      }
      silent.await(1);
      other.await(5);

      assertThat(ids(other)).containsExactly("i-1-1", "i-2-1", "i-3-1", "i-4-1", "i-5-1");
      assertThat(ids(silent)).containsExactly("i-1-1");
    } finally {
      over.countDown();
    }
  }

  @Test
  void whoIsNamedAnewIsToldWhatComesNextAndAfterAStartWhatCameMeanwhile() throws Exception {
    MemoryFiles disk = new MemoryFiles();
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      try (Written written = Written.on(disk)) {
        written.told("told", "i-before", 1, NOON);
        try (Webhooks _ = open(written, hook("soc", receiver))) {
          written.told("told", "i-1", 1, NOON);
          receiver.await(1);
        }
        written.told("told", "i-2", 1, NOON);
      }
      try (Written written = Written.on(disk);
          Webhooks _ = open(written, hook("soc", receiver))) {
        // What was taken and not noted comes once more.
        while (!ids(receiver).contains("i-2-1")) {
          receiver.await(1);
        }
      }
      assertThat(ids(receiver)).startsWith("i-1-1").endsWith("i-2-1").doesNotContain("i-before-1");
    }
  }

  @Test
  void placeThatIsDamagedCostsRepeatsAndNothingElse() throws Exception {
    MemoryFiles disk = new MemoryFiles();
    try (Written written = Written.on(disk);
        Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      written.told("told", "i-1", 1, NOON);
      Files.createDirectories(folder.resolve("webhooks"));
      Files.writeString(folder.resolve("webhooks").resolve("soc"), "no place at all");
      try (Webhooks _ = open(written, hook("soc", receiver))) {
        receiver.await(1);
      }
      assertThat(ids(receiver)).containsExactly("i-1-1");
    }
  }

  @Test
  void whoIsNamedAndWhoIsNotAnyMoreCountsAtOnce() throws Exception {
    try (Written written = Written.on(new MemoryFiles());
        Receiver first = Receiver.answering(Receiver.TAKEN);
        Receiver second = Receiver.answering(Receiver.TAKEN);
        Webhooks webhooks = open(written, hook("first", first))) {
      DoorMeters meters = new DoorMeters();
      webhooks.count(meters);
      written.told("told", "i-1", 1, NOON);
      first.await(1);

      webhooks.replace(List.of(hook("second", second)));
      written.told("told", "i-2", 1, NOON);
      second.await(1);

      assertThat(ids(second)).containsExactly("i-2-1");
      assertThat(ids(first)).containsExactly("i-1-1");
      assertThat(folder.resolve("webhooks")).isDirectoryNotContaining("glob:**/first");
      assertThat(meters.text()).contains("warder_webhook_sent_total{webhook=\"second\"}");
    }
  }

  @Test
  void whoCannotBeReplacedGoesOnAsHeWas() throws Exception {
    try (Written written = Written.on(new MemoryFiles());
        Receiver receiver = Receiver.answering(Receiver.TAKEN);
        Receiver other = Receiver.answering(Receiver.TAKEN);
        Webhooks webhooks = open(written, hook("soc", receiver))) {
      // Where a new one begins cannot be kept, as on a full disk.
      Path inTheWay = Files.createDirectories(folder.resolve("webhooks").resolve("new.part"));
      Files.createFile(inTheWay.resolve("full"));

      assertThatThrownBy(() -> webhooks.replace(List.of(hook("soc", other), hook("new", other))))
          .isInstanceOf(IOException.class);
      written.told("told", "i-1", 1, NOON);
      receiver.await(1);

      Files.delete(inTheWay.resolve("full"));
      written.told("told", "i-2", 1, NOON);
      receiver.await(1);
      webhooks.replace(List.of(hook("soc", other)));
      written.told("told", "i-3", 1, NOON);
      // What was taken and not noted comes once more.
      while (!ids(other).contains("i-3-1")) {
        other.await(1);
      }
      assertThat(ids(receiver)).containsExactly("i-1-1", "i-2-1");
      assertThat(ids(other)).doesNotContain("i-1-1").endsWith("i-3-1");
    }
  }

  @Test
  void faultIsToldOnceAndShownAndTheSendingGoesOnWhenItIsOver() throws Exception {
    AtomicBoolean isBroken = new AtomicBoolean(true);
    Semaphore tried = new Semaphore(0);
    try (Said said = Said.by(Runner.class);
        Written written = Written.on(new MemoryFiles());
        Receiver receiver = Receiver.answering(Receiver.TAKEN);
        Webhooks webhooks =
            Webhooks.open(
                List.of(hook("soc", receiver)),
                folder.resolve("webhooks"),
                written.feed(),
                RESOLVER,
                CLOCK)) {
      DoorMeters meters = new DoorMeters();
      webhooks.count(meters);
      webhooks.start(uid -> {
        tried.release();
        if (isBroken.get()) {
          throw new IllegalStateException("the desk is upset");
        }
        return KNOWN;
      });
      written.told("told", "i-1", 1, NOON);
      // Behind the third attempt the first two are done with.
      tried.acquire(3);

      assertThat(running(meters, "soc")).isEqualTo("0.0");
      assertThat(said.at(Level.WARN))
          .containsExactly("sending fails; nothing is lost, and it is tried again and again");

      isBroken.set(false);
      receiver.await(1);
      assertThat(ids(receiver)).containsExactly("i-1-1");
      while (!running(meters, "soc").equals("1.0")) {
        Thread.onSpinWait();
      }
    }
  }

  private static String running(DoorMeters meters, String name) {
    return meters
        .text()
        .lines()
        .filter(line -> line.startsWith("warder_webhook_running{webhook=\"" + name + "\"}"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }

  @Test
  void manyWhoDoNotEndAreWaitedForTogether() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Semaphore stuck = new Semaphore(0);
    try (Written written = Written.on(new MemoryFiles());
        Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      Hook[] hooks = new Hook[6];
      for (int i = 0; i < hooks.length; i++) {
        hooks[i] = hook("soc-" + i, receiver);
      }
      Webhooks webhooks =
          Webhooks.open(
              List.of(hooks), folder.resolve("webhooks"), written.feed(), RESOLVER, CLOCK);
      webhooks.start(uid -> {
        stuck.release();
        await(over);
        return KNOWN;
      });
      written.told("told", "i-1", 1, NOON);
      stuck.acquire(hooks.length);
      long start = System.nanoTime();
      webhooks.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("5 s for all, not for each of the six")
          .isLessThan(Duration.ofSeconds(25));
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
