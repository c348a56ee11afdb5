package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.warder.api.Doors;
import dev.warder.api.http.DoorSettings;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.store.journal.JournalSettings.Retention;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each bound and time that can be configured reaches the room that keeps it, and no other. What it
/// does there, real sockets and disks show: `BoundsIT` of doors and of the gate, `ForwardIT`,
/// `RetentionTest`, `WrongSignaturesTest`.
class EverySettingIsWiredTest {
  private static final Map<Setting, Set<String>> KEPT_BY =
      Map.ofEntries(
          entry(Setting.APPROVALS__CALL_AGE, Set.of("keys.callAge")),
          entry(Setting.APPROVALS__CALL_USE, Set.of("keys.callUse")),
          entry(Setting.CALLS__KEEP_FOR, Set.of("calls.age")),
          entry(Setting.CALLS__KEEP_BYTES, Set.of("calls.bytes")),
          entry(Setting.GATEWAY__UPSTREAM_CONNECTIONS, Set.of("gate.upstreams")),
          entry(Setting.GATEWAY__CONNECT, Set.of("gate.connect")),
          entry(Setting.GATEWAY__RESPONSE, Set.of("gate.response")),
          entry(Setting.GATEWAY__STREAM, Set.of("gate.stream")),
          entry(Setting.GATEWAY__POOLED, Set.of("gate.upstreamIdle")),
          entry(Setting.GATEWAY__IDENTITY_LIFE, Set.of("identity.life")),
          entry(Setting.GATEWAY__IDENTITY_ROTATION, Set.of("identity.rotation")),
          entry(Setting.LIMITS__BODY, Set.of("door.body")),
          entry(Setting.LIMITS__HEADERS, Set.of("door.headers", "gate.head", "gate.target")),
          entry(Setting.LIMITS__CONNECTIONS, Set.of("door.connections", "gate.clients")),
          entry(Setting.LIMITS__RUNNING, Set.of("door.running")),
          entry(Setting.LIMITS__FAILED_PROOFS, Set.of("keys.failedProofs")),
          entry(Setting.TIMEOUT__ARRIVAL, Set.of("door.arrival", "gate.arrival")),
          entry(Setting.TIMEOUT__ANSWER, Set.of("door.answer")),
          entry(Setting.TIMEOUT__IDLE, Set.of("door.idle", "gate.idle")),
          entry(Setting.TIMEOUT__STOP, Set.of("doors.stop")));

  /// All settings that bound something, those of later days included.
  static Stream<Setting> bounding() {
    return Arrays.stream(Setting.values())
        .filter(setting ->
            Stream.of("limits.", "timeout.").anyMatch(setting.key()::startsWith)
                || switch (setting.kind()) {
                  case COUNT, SIZE, VOLUME, DURATION -> setting != Setting.ALERTS__PER_DAY;
                  case TEXT, ADDRESS, PATH, OPTIONAL_PATH, LIST, ENTRIES, CHOICE -> false;
                });
  }

  private static String other(Setting setting) {
    return switch (setting.kind()) {
      case COUNT -> "77";
      case SIZE, VOLUME -> "7MiB";
      case DURATION -> setting == Setting.GATEWAY__IDENTITY_ROTATION ? "77d" : "77s";
      case TEXT, ADDRESS, PATH, OPTIONAL_PATH, LIST, ENTRIES, CHOICE -> "7/min";
    };
  }

  private static Configuration configuration(Map<Setting, Value> options)
      throws ConfigurationException {
    Map<Setting, Value> all = new EnumMap<>(Setting.class);
    all.put(Setting.GATEWAY__UPSTREAM, new Value("http://127.0.0.1:3000", "test"));
    all.put(Setting.GATEWAY__IDENTITY, new Value("both", "test"));
    all.putAll(options);
    return Configuration.read(Optional.empty(), Map.of(), all);
  }

  /// What rooms are opened with.
  private static Map<String, Object> rooms(Configuration configuration)
      throws ConfigurationException {
    Map<String, Object> rooms = new LinkedHashMap<>();
    Doors.Settings doors = DoorsSettings.of(configuration);
    DoorSettings.Bounds door = doors.door().bounds();
    rooms.put("door.body", door.bodyBytes());
    rooms.put("door.headers", door.headerBytes());
    rooms.put("door.connections", door.connections());
    rooms.put("door.running", door.running());
    rooms.put("door.arrival", door.arrival());
    rooms.put("door.answer", door.answer());
    rooms.put("door.idle", door.idle());
    rooms.put("doors.stop", doors.stop());
    GateSettings gate = GatewaySettings.of(configuration).orElseThrow();
    rooms.put("gate.head", gate.bounds().head());
    rooms.put("gate.target", gate.bounds().target());
    rooms.put("gate.clients", gate.bounds().clients());
    rooms.put("gate.upstreams", gate.bounds().upstreams());
    rooms.put("gate.arrival", gate.times().arrival());
    rooms.put("gate.idle", gate.times().idle());
    rooms.put("gate.connect", gate.times().connect());
    rooms.put("gate.response", gate.times().response());
    rooms.put("gate.stream", gate.times().stream());
    rooms.put("gate.upstreamIdle", gate.times().upstreamIdle());
    IdentitySettings identity = IdentitySettings.of(configuration).orElseThrow();
    rooms.put("identity.life", identity.tokens().life());
    rooms.put("identity.rotation", identity.rotation());
    Path data = Path.of("data");
    Retention calls =
        Journals.calls(
                configuration,
                new DataFolder(
                    data.resolve("journal"), data.resolve("calls"), data, data.resolve("peppers")))
            .retention();
    rooms.put("calls.age", calls.age());
    rooms.put("calls.bytes", calls.bytes());
    rooms.put("keys.failedProofs", Rooms.settings(configuration).failedProofs());
    rooms.put("keys.callAge", Rooms.settings(configuration).calls().decide());
    rooms.put("keys.callUse", Rooms.settings(configuration).calls().use());
    return rooms;
  }

  @ParameterizedTest
  @MethodSource("bounding")
  void whatIsSetIsWhatItsRoomIsOpenedWith(Setting setting) throws Exception {
    Map<String, Object> usual = rooms(configuration(Map.of()));
    Map<String, Object> changed =
        rooms(configuration(Map.of(setting, new Value(other(setting), "test"))));

    Set<String> differing = new TreeSet<>();
    usual.forEach((room, value) -> {
      if (!value.equals(changed.get(room))) {
        differing.add(room);
      }
    });

    assertThat(differing).isNotEmpty().isEqualTo(KEPT_BY.get(setting));
  }

  @Test
  void theGateSpeaksHttp2UnlessItIsToldNotTo() throws Exception {
    Map<Setting, Value> off = Map.of(Setting.GATEWAY__HTTP2, new Value("off", "test"));
    assertThat(GatewaySettings.of(configuration(Map.of())).orElseThrow().http2()).isTrue();
    assertThat(GatewaySettings.of(configuration(off)).orElseThrow().http2()).isFalse();
  }

  @Test
  void theApiIsSpokenToInHttp1UnlessItIsSaidToSpeakHttp2() throws Exception {
    Map<Setting, Value> two = Map.of(Setting.GATEWAY__UPSTREAM_HTTP, new Value("2", "test"));
    assertThat(GatewaySettings.of(configuration(Map.of())).orElseThrow().upstreamHttp2()).isFalse();
    assertThat(GatewaySettings.of(configuration(two)).orElseThrow().upstreamHttp2()).isTrue();
  }

  @Test
  void aRateThatIsNoneIsRefusedWithItsPlace() {
    assertThatThrownBy(() ->
            rooms(
                configuration(
                    Map.of(Setting.LIMITS__FAILED_PROOFS, new Value("often", "w.yaml:3")))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("w.yaml:3: limits.failed_proofs is no rate such as 60/min");
  }
}
