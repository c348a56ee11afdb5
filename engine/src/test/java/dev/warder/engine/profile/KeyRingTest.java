package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateSource;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecords;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final int MOST = 1_600;

  private final Operations operations = new Operations(TestContent.detections());

  /// One call of each of twice as many keys as may be.
  private final List<Activity> flood =
      IntStream.range(0, 2 * MOST).mapToObj(i -> Traffic.of("key-" + i).at(i)).toList();

  private static Profiles profiles(int rings) {
    return new Profiles(KeyRecords.of(Map.of()), rings, MOST);
  }

  private CredentialState observe(Profiles profiles, int rings, Activity call) {
    KeyRing ring = profiles.ring(KeyGroups.of(call.caller()) % rings);
    return ring.observe(call, operations.resolve(call)).credential();
  }

  /// After the flood, with an epoch for every hundred calls.
  private Profiles flooded(int rings) {
    Profiles profiles = profiles(rings);
    for (int i = 0; i < flood.size(); i++) {
      observe(profiles, rings, flood.get(i));
      if (i % 100 == 0) {
        profiles.closeEpoch();
      }
    }
    return profiles;
  }

  private static byte[] bytes(Profiles profiles) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StateWriter writer = new StateWriter((block, length) -> out.write(block, 0, length));
    profiles.save(writer, new StrandNumbers());
    writer.end();
    return out.toByteArray();
  }

  private static List<String> uids(Profiles profiles) {
    return profiles.credentials().stream().map(CredentialState::uid).toList();
  }

  @Test
  void floodOfKeysSharesOneRecordAGroupFromTheEpochOnInWhichTheyAreTooMany() {
    List<String> uids = uids(flooded(1));

    assertThat(uids).filteredOn(uid -> uid.startsWith("key-")).hasSizeBetween(MOST, MOST + 100);
    assertThat(uids).filteredOn(uid -> uid.startsWith("(other ")).hasSize(KeyGroups.COUNT);
    assertThat(uids).contains("key-0", "key-1599").doesNotContain("key-3199");
  }

  @Test
  void floodOfOneEpochIsBoundedByGroup() {
    Profiles profiles = profiles(1);
    for (int i = 0; i < 30 * MOST; i++) {
      observe(profiles, 1, Traffic.of("key-" + i).at(0));
    }

    assertThat(uids(profiles))
        .filteredOn(uid -> uid.startsWith("key-"))
        .hasSize(KeyGroups.COUNT * MOST / 16);
  }

  @Test
  void floodLeavesTheSameOverAnyNumberOfRingsAndComesBack() throws StateException {
    byte[] state = bytes(flooded(1));

    for (int rings : new int[] {2, 7}) {
      assertThat(bytes(flooded(rings))).isEqualTo(state);
      Profiles restored = profiles(rings);
      StateReader in = new StateReader(StateSource.of(state));
      restored.restore(in, new RestoredStrands(Map.of(), operations.size()));
      in.end();
      assertThat(bytes(restored)).isEqualTo(state);
      assertThat(restored.isFull()).isTrue();
    }
  }

  @Test
  void idUnderTwoPrincipalsIsTwoKeys() {
    Profiles profiles = profiles(1);
    Stream.of("jo", "jo", "eve", "jo")
        .map(principal -> new Caller("s-1", CredentialKind.SESSION, principal, "", ""))
        .forEach(by -> observe(profiles, 1, Traffic.of("x").by(by).at(0)));

    assertThat(profiles.all("s-1"))
        .extracting(key -> key.caller().principalUid() + " " + key.calls())
        .containsExactly("eve 1", "jo 3");
  }

  @Test
  void idThatAPrincipalUsesAtAConsoleAndBesidesIsOneKey() {
    Profiles profiles = profiles(1);
    Stream.of(CredentialKind.CONSOLE, CredentialKind.SESSION, CredentialKind.CONSOLE)
        .map(kind -> new Caller("s-1", kind, "jo", "", ""))
        .forEach(by -> observe(profiles, 1, Traffic.of("x").by(by).at(0)));

    assertThat(profiles.all("s-1"))
        .singleElement()
        .satisfies(key -> assertThat(key.profile().uid()).isEqualTo("jo console"));
  }
}
