package dev.warder.engine.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.state.StateWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleAddressesTest {
  private static byte[] bytes(ConsoleAddresses addresses) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StateWriter writer = new StateWriter((block, length) -> out.write(block, 0, length));
    addresses.save(writer);
    writer.end();
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 9_000, 15_000, 70_000})
  void theNewestAreTheSameHoweverTheyWereSpread(int different) {
    Random random = new Random(different);
    ConsoleAddresses ofOne = new ConsoleAddresses();
    ConsoleAddresses ofThree = new ConsoleAddresses();
    for (int epoch = 0; epoch < 4; epoch++) {
      ConsoleAddresses one = new ConsoleAddresses();
      List<ConsoleAddresses> three =
          List.of(new ConsoleAddresses(), new ConsoleAddresses(), new ConsoleAddresses());
      for (int i = 0; i < different; i++) {
        String address = "2001:db8::" + random.nextInt(2 * different);
        long time = epoch * 60_000L + random.nextInt(60_000);
        one.note(address, time);
        three.get(random.nextInt(3)).note(address, time);
      }
      ConsoleAddresses together = new ConsoleAddresses();
      three.forEach(together::add);
      ofOne.learn(one);
      ofThree.learn(together);
    }

    assertThat(bytes(ofThree)).isEqualTo(bytes(ofOne));
    assertThat(bytes(ofOne).length).isLessThan(20_000 * 24);
  }
}
