package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Traffic;
import dev.warder.model.KeyRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysByIdTest {
  private final KeysById table = new KeysById();
  private final Teachings teachings = new Teachings();

  private CredentialState key(String uid) {
    var call = Traffic.of(uid).at(0);
    return new CredentialState(
        call, call.caller(), new Profile(uid, teachings), KeyRecords.of(Map.of()));
  }

  private List<CredentialState> put(Stream<String> uids) {
    List<CredentialState> keys = uids.map(this::key).toList();
    keys.forEach(key -> assertThat(table.put(key)).isTrue());
    return keys;
  }

  /// Different texts that all have the hash of so many `Aa`.
  private static Stream<String> ofOneHash(int pairs) {
    return IntStream.range(0, 1 << pairs)
        .mapToObj(bits -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < pairs; i++) {
            text.append((bits >> i & 1) == 0 ? "Aa" : "BB");
          }
          return text.toString();
        });
  }

  private void assertHolds(List<CredentialState> keys) {
    for (CredentialState key : keys) {
      // Another text of the same letters, as the next call has one.
      assertThat(table.get(new String(key.uid().toCharArray()))).isSameAs(key);
    }
    List<CredentialState> all = new ArrayList<>();
    table.all(all);
    assertThat(all).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(table.size()).isEqualTo(keys.size());
  }

  @Test
  void everyKeyIsFoundHoweverManyThereAre() {
    List<CredentialState> keys = put(IntStream.range(0, 10_000).mapToObj(i -> "key-" + i));

    assertHolds(keys);
    assertThat(table.get("key-10000")).isNull();
    assertThat(keys).allMatch(key -> table.likely(key.uid()) != null);
  }

  @Test
  void keysOfOneHashAreFoundToo() {
    List<CredentialState> keys = new ArrayList<>(put(ofOneHash(10)));
    keys.addAll(put(IntStream.range(0, 2_000).mapToObj(i -> "key-" + i)));

    assertHolds(keys);
    assertThat(table.get("Aa".repeat(9))).isNull();
    assertThat(ofOneHash(10).map(String::hashCode).distinct()).hasSize(1);
  }

  @Test
  void keysThatFoundNoRoomAreFoundWhenThereIsMore() {
    // All of them want the same slot of the first 64, and different ones of more.
    List<CredentialState> keys =
        new ArrayList<>(
            put(
                IntStream.range(0, 100_000)
                    .mapToObj(i -> "key-" + i)
                    .filter(uid -> (uid.hashCode() * 0x9E3779B9) >>> 26 == 5)
                    .limit(30)));
    assertHolds(keys);

    keys.addAll(put(IntStream.range(0, 500).mapToObj(i -> "other-" + i)));

    assertHolds(keys);
  }

  @Test
  void secondKeyWithAnIdIsNotTaken() {
    List<CredentialState> keys = put(ofOneHash(6));

    for (CredentialState key : keys) {
      assertThat(table.put(key(key.uid()))).isFalse();
    }
    assertHolds(keys);
  }
}
