package dev.warder.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Engine;
import dev.warder.engine.Traffic;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// What the engine keeps, measured as what it would save, under calls that are never alike.
class BoundsTest {
  private static final int DAY = 86_400;

  /// A thing of everything new with every call.
  private static Traffic strange(Traffic call, int i) {
    String address = "10." + (i >> 16 & 255) + '.' + (i >> 8 & 255) + '.' + (i & 255);
    int network = 100_000 + i;
    return call.from(
            new Source(address, network, "N", "NL", SourceClass.HOSTING, "AS" + network + " NL"))
        .with("client" + i)
        .action("action" + i)
        .on("thing-" + i);
  }

  private static Engine fed(int calls, int days, IntFunction<Traffic> call) {
    Engine engine = Saved.engine();
    for (int i = 0; i < calls; i++) {
      engine.accept(call.apply(i).at((long) DAY * days * i / calls));
    }
    return engine;
  }

  private static double kilobytes(Engine engine) {
    return Saved.bytes(engine).length / 1e3;
  }

  @Test
  void aKeyThatIsCalledOnceTakesLittle() {
    int keys = 20_000;
    IntFunction<Traffic> once = i -> Traffic.of("key-" + i);

    double few = kilobytes(fed(keys, 1, once));
    double many = kilobytes(fed(2 * keys, 1, once));

    assertThat(many - few).as("kB of so many keys more").isBetween(0.05 * keys, 0.6 * keys);
  }

  @Test
  void whatOneKeyTakesDoesNotGrowWithItsCalls() {
    IntFunction<Traffic> strange = i -> strange(Traffic.of("key-1"), i);
    Traffic other = Traffic.of("key-2");

    Engine some = fed(150_000, 10, strange);
    Engine more = fed(300_000, 20, strange);
    some.accept(other.at(11 * DAY));
    more.accept(other.at(21 * DAY));

    assertThat(kilobytes(more)).isLessThan(1.1 * kilobytes(some));
  }
}
