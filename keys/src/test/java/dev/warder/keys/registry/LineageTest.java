package dev.warder.keys.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Nature;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineageTest {
  private final Registry registry = new Registry(7);
  private final KnownHistory history = new KnownHistory(registry);

  /// Keys as they were written down, one after another; a rotated one twice.
  private final List<KeyState> keys = new ArrayList<>();

  private final List<Integer> origins = new ArrayList<>();

  @Test
  void descentIsAsByWalkingUp() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 400; i++) {
      next(random);
    }
    assertLines();
    int found = registry.keys().size();
    registry.lineage().rebuild();
    assertThat(registry.keys().size()).isEqualTo(found);
    assertLines();
  }

  private void next(SplittableRandom random) {
    int size = keys.size();
    int from = size == 0 ? 0 : random.nextInt(Math.max(0, size - 5), size);
    switch (size == 0 ? 0 : random.nextInt(4)) {
      case 0 -> mint("", -1);
      case 1 -> mint(id(from), from);
      default -> {
        if (keys.get(from).profile().successorId().isEmpty()) {
          rotate(from);
        } else {
          mint(id(from), from);
        }
      }
    }
    if (random.nextInt(3) == 0) {
      publish();
    }
  }

  private void assertLines() {
    publish();
    int related = 0;
    for (int key = 0; key < keys.size(); key++) {
      for (int ancestor = 0; ancestor < keys.size(); ancestor++) {
        boolean expected = walks(key, ancestor);
        related += expected ? 1 : 0;
        assertThat(history.descends(keys.get(key).facts(), id(ancestor)))
            .as("%d from %d", key, ancestor)
            .isEqualTo(expected);
      }
    }
    assertThat(related).isGreaterThan(1_000);
  }

  private boolean walks(int key, int ancestor) {
    for (int at = origins.get(key); at >= 0; at = origins.get(at)) {
      if (at == ancestor) {
        return true;
      }
    }
    return false;
  }

  @Test
  void keysThatAreOnlyWrittenDownHaveTheirLine() {
    mint("", -1);
    mint(id(0), 0);
    rotate(1);
    mint(id(2), 2);

    assertThat(registry.keys().size()).isZero();
    assertThat(history.descends(keys.get(3).facts(), id(0))).isTrue();
    assertThat(history.descends(keys.get(3).facts(), id(1))).isTrue();
    registry.lineage().undone();
    assertThat(history.descends(keys.get(3).facts(), id(0))).isFalse();
  }

  @Test
  void placeOfAKeyThatWasUndoneIsTakenByOneThatCameFromNone() {
    mint("", -1);
    mint(id(0), 0);
    mint(id(1), 1);
    registry.lineage().undone();
    KeyState stranger = state(1, "", "", 1);
    registry.lineage().written(List.of(keys.getFirst()));
    registry.lineage().written(List.of(stranger));

    assertThat(registry.lineage().descends(1, 0)).isFalse();
  }

  @Test
  void lineThatAThiefMadeLongIsNotWalked() {
    int deep = 200_000;
    mint("", -1);
    while (keys.size() < deep) {
      rotate(keys.size() - 1);
      publishLast();
    }
    KeyFacts last = keys.getLast().facts();
    // One by one that would be some 40 thousand million steps.
    for (int i = 0; i < deep; i++) {
      assertThat(history.descends(last, id(i))).isEqualTo(i < deep - 1);
    }
  }

  private void publishLast() {
    int last = keys.size() - 1;
    if (registry.keys().size() < last) {
      registry.publish(keys.get(last - 1));
    }
    registry.publish(keys.get(last - 1));
    registry.publish(keys.get(last));
  }

  private void publish() {
    keys.forEach(registry::publish);
  }

  private void mint(String parent, int origin) {
    KeyState key = state(keys.size(), parent, "", 1);
    registry.lineage().written(List.of(key));
    keys.add(key);
    origins.add(origin);
  }

  private void rotate(int serial) {
    KeyState old = keys.get(serial);
    KeyState next = state(keys.size(), old.facts().parentId(), "", 1);
    KeyState replaced = state(serial, old.facts().parentId(), next.id(), 2);
    registry.lineage().written(List.of(next, replaced));
    keys.set(serial, replaced);
    keys.add(next);
    origins.add(serial);
  }

  private static String id(int serial) {
    return String.format(java.util.Locale.ROOT, "%016d", serial);
  }

  private static KeyState state(int serial, String parent, String successor, long version) {
    KeyFacts facts =
        new KeyFacts(
            id(serial),
            "acme",
            "",
            Privilege.ORDINARY,
            "",
            Environment.LIVE,
            1,
            KeyFacts.NEVER,
            KeyFacts.NEVER,
            parent,
            Standing.ACTIVE,
            Binding.BEARER,
            Grant.NOTHING);
    Profile profile = new Profile("", "", "", Nature.REAL, "", successor, "", "", Map.of());
    return new KeyState(serial, facts, profile, new KeyHash(1, 1, 2, 3, 4), version, version, 0, 0);
  }
}
