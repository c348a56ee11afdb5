package dev.warder.engine.profile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.inventory.Operations;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecords;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A key keeps some consumers in full. The others are figures, and nobody gains by that.
class DeparturesTest {
  private static final int DAY = 86_400;
  private static final Traffic KEY = Traffic.of("key-1");

  private final Operations operations = new Operations(TestContent.detections());
  private final Profiles profiles = new Profiles(KeyRecords.of(Map.of()), 1);

  private Observation observe(Activity call) {
    KeyRing ring = profiles.ring(0);
    Observation seen = ring.observe(call, operations.resolve(call));
    ring.learn(seen);
    return seen;
  }

  private static Traffic from(int network) {
    return KEY.from(Traffic.isp("AS" + network + " DE", "192.0.2." + network));
  }

  private Observation call(int network, long second) {
    return observe(from(network).get("/api/users").at(second));
  }

  private CredentialState key() {
    return requireNonNull(profiles.find("key-1"));
  }

  private List<String> held() {
    return key().strands().stream().map(Strand::source).toList();
  }

  /// Networks 1 to n call on four days, so that all of them are known.
  private void know(int networks) {
    for (int day = 0; day < 4; day++) {
      for (int network = 1; network <= networks; network++) {
        call(network, (long) day * DAY + network * 60L);
      }
    }
  }

  @Test
  void aFloodOfNetworksLeavesFewInFullAndFiguresOfSomeMore() {
    know(1);
    for (int network = 2; network < 250; network++) {
      call(network, 5 * DAY + network);
    }

    assertThat(key().strands()).hasSize(Profile.MAX_STRANDS);
    assertThat(key().departed()).hasSize(Departures.MAX);
  }

  @Test
  void strangersPushOutStrangersAndNotWhoIsKnown() {
    know(4);
    for (int network = 100; network < 200; network++) {
      call(network, 5 * DAY + network);
    }

    assertThat(held()).contains("AS1 DE", "AS2 DE", "AS3 DE", "AS4 DE");
  }

  @Test
  void aStrangerIsWatchedThoughEveryPlaceIsTakenByWhoIsKnown() {
    know(Profile.MAX_STRANDS);
    assertThat(held()).hasSize(Profile.MAX_STRANDS).contains("AS1 DE", "AS2 DE");

    call(200, 5 * DAY);
    call(201, 5 * DAY + 1);

    assertThat(held()).doesNotContain("AS1 DE", "AS2 DE").contains("AS200 DE", "AS201 DE");
    assertThat(call(200, 5 * DAY + 100).opensStrand()).isFalse();
  }

  @Test
  void whoHadToMakeRoomBeginsAnewAndIsListedWithWhatItDidBefore() {
    know(1);
    call(200, 5 * DAY);
    call(200, 5 * DAY + 1);
    for (int network = 100; network < 100 + Profile.MAX_STRANDS; network++) {
      call(network, 5 * DAY + 1_000 + network);
    }
    assertThat(held()).doesNotContain("AS200 DE");

    Observation back = call(200, 6 * DAY);

    assertThat(back.opensStrand()).isTrue();
    assertThat(back.strand().calls()).isEqualTo(1);
    assertThat(back.strand().figures().calls()).isEqualTo(3);
    assertThat(back.strand().figures().firstMicros())
        .isEqualTo(Traffic.START + 5L * DAY * 1_000_000);
    assertThat(key().departed()).noneMatch(left -> left.source().canonical().equals("AS200 DE"));
  }

  @Test
  void whatConsumersUsedThatLeftTheKeyWasUsedFor() {
    know(1);
    observe(from(100).get("/api/groups").at(5 * DAY));
    for (int network = 101; network < 200; network++) {
      call(network, 5 * DAY + network);
    }

    assertThat(held()).doesNotContain("AS100 DE");
    Activity groups = from(1).get("/api/groups").at(6 * DAY);
    assertThat(key().operations().calls(operations.resolve(groups).id())).isEqualTo(1);
  }

  @Test
  void aSessionListsAConsumerThatReturnedOnceWithAllItsCalls() {
    Caller session = new Caller("key-1", CredentialKind.SESSION, "principal", "", "");
    for (int round = 0; round < 2; round++) {
      for (int network = 100; network < 101 + Profile.MAX_STRANDS; network++) {
        observe(from(network).by(session).get("/api/users").at(round * 1_000L + network));
      }
    }

    assertThat(key().strands())
        .hasSize(Profile.MAX_STRANDS)
        .extracting(Strand::uid)
        .doesNotHaveDuplicates();
    assertThat(key().strands()).extracting(strand -> strand.figures().calls()).containsOnly(2L);
  }

  @Test
  void aConsumerIsListedOnceHoweverOftenItLeft() {
    know(1);
    for (int round = 0; round < 5; round++) {
      for (int network = 100; network < 170; network++) {
        call(network, 5 * DAY + round * 1_000 + network);
      }
    }

    List<String> listed =
        Stream.concat(
                key().strands().stream().map(Strand::uid),
                key().departed().stream().map(left -> left.uid(key().profile())))
            .toList();
    assertThat(listed).doesNotHaveDuplicates().hasSize(71);
  }
}
