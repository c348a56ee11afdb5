package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.server.run.CommandFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A start that fails at a late step leaves nothing of the steps before it.
@Timeout(120)
class FailedStartIT {
  /// Those that the JDK and Netty have once for a process, whoever needed them first.
  private static final List<String> SHARED =
      List.of("ForkJoinPool", "globalEventExecutor", "Common-Cleaner", "Cleaner", "process reaper");

  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  @TempDir private Path folder;

  private void set(Setting setting, Object value) {
    values.put(setting, new Value(value.toString(), "test"));
  }

  private Serving open() throws Exception {
    Configuration configuration = Configuration.read(Optional.empty(), Map.of(), values);
    return Serving.open(
        configuration, ConfigurationSource.fixed(configuration), Clocks.SYSTEM, HangUp.none());
  }

  /// All that can be opened is.
  private void setAll() throws Exception {
    set(Setting.DATA, folder.resolve("data"));
    set(Setting.LISTEN, "127.0.0.1:0");
    set(Setting.GATEWAY__LISTEN, "127.0.0.1:0");
    set(Setting.GATEWAY__UPSTREAM, "http://127.0.0.1:1");
    set(Setting.GATEWAY__IDENTITY, "token");
    set(Setting.GATEWAY__CREDENTIALS, "bearer, jwt");
    Path issuers = folder.resolve("issuers.json");
    Files.writeString(
        issuers,
        "{\"issuers\":[{\"issuer\":\"https://login.example.org/\",\"audience\":[\"api\"],"
            + "\"keys\":\"https://127.0.0.1:1/keys\",\"algorithms\":[\"ES256\"],"
            + "\"tenant\":\"acme\",\"scope\":[\"GET /**\"]}]}");
    set(Setting.GATEWAY__ISSUERS, issuers);
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  private static Set<Thread> since(Set<Thread> before) {
    Set<Thread> now = threads();
    now.removeAll(before);
    now.removeIf(thread -> SHARED.stream().anyMatch(thread.getName()::startsWith));
    return now;
  }

  private static void awaitNone(Set<Thread> before) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 600 && !since(before).isEmpty(); i++) {
      boolean _ = never.await(50, TimeUnit.MILLISECONDS);
    }
    assertThat(since(before)).extracting(Thread::getName).isEmpty();
  }

  /// What is taken, or cannot be read, though all before it could.
  enum Trouble {
    DOORS,
    GATE,
    IDENTITY_KEYS,
    TABLE
  }

  @ParameterizedTest
  @EnumSource
  void whatWasOpenedIsClosedWhereALaterStepFails(Trouble trouble) throws Exception {
    setAll();
    open().close();
    Set<Thread> before = threads();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "127.0.0.1:" + taken.getLocalPort();
      Path kept = folder.resolve("data").resolve(Identities.FILE);
      byte[] keys = Files.readAllBytes(kept);
      switch (trouble) {
        case DOORS -> set(Setting.LISTEN, port);
        case GATE -> set(Setting.GATEWAY__LISTEN, port);
        case IDENTITY_KEYS -> Files.writeString(kept, "none");
        case TABLE -> set(Setting.PLACES__TABLE, Files.writeString(folder.resolve("t"), "none"));
      }

      assertThatThrownBy(this::open).isInstanceOf(RuntimeException.class);

      awaitNone(before);
      Files.write(kept, keys);
      values.remove(Setting.PLACES__TABLE);
      set(Setting.LISTEN, "127.0.0.1:0");
      set(Setting.GATEWAY__LISTEN, "127.0.0.1:0");
      open().close();
      awaitNone(before);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidPlainly() throws Exception {
    setAll();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      set(Setting.GATEWAY__LISTEN, "127.0.0.1:" + taken.getLocalPort());
      assertThatThrownBy(this::open)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }
}
