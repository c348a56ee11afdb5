package dev.warder.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.demo.platform.Organization;
import dev.warder.demo.platform.Shelf;
import dev.warder.testkit.draw.Draw;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The seed decides the world.
class WorldTest {
  private static final Instant START = Instant.parse("2023-06-28T00:00:00Z");

  @Test
  void oneSeedIsOneWorldAndAnotherIsAnother() {
    assertThat(words(world(7, 40))).isEqualTo(words(world(7, 40)));
    assertThat(words(world(8, 40))).isNotEqualTo(words(world(7, 40)));
  }

  @Test
  void thereAreAsManyCustomersAsWantedAndThePlatformsOwnPeople() {
    World world = world(7, 40);
    assertThat(world.organizations()).hasSize(41);
    assertThat(world.organizations()).extracting(Organization::name).doesNotHaveDuplicates();
    assertThat(world.software()).extracting(Software::tenant).contains("orgdir");
    assertThat(world(1, 400).organizations()).hasSize(401);
    assertThatThrownBy(() -> world(1, 401)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void customersHaveThingsThatNoOtherHas() {
    World world = world(7, 40);
    List<String> users =
        world.organizations().stream().flatMap(one -> one.ids(Shelf.USERS).stream()).toList();
    assertThat(users).doesNotHaveDuplicates().hasSizeGreaterThan(300);
  }

  private static World world(long seed, int tenants) {
    return new World(new Draw(seed), tenants, START);
  }

  private static List<String> words(World world) {
    return world.software().stream().map(one -> one.tenant() + " " + one.kind()).toList();
  }
}
