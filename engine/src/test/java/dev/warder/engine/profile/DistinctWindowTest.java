package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistinctWindowTest {
  private static final int MAX = 64;

  @Test
  void agreesWithAPlainMapOnRandomThings() {
    Random random = new Random(3);
    for (int kinds : new int[] {3, 40, 500}) {
      DistinctWindow window = new DistinctWindow("w");
      Map<String, Long> plain = new LinkedHashMap<>();
      long time = 0;
      for (int i = 0; i < 5_000; i++) {
        time += random.nextLong(random.nextInt(50) == 0 ? Times.HOUR : 20 * Times.SECOND);
        String value = "v" + random.nextInt(kinds);
        long from = time - 10 * Times.MINUTE;
        plain.values().removeIf(seen -> seen < from);
        plain.remove(value);
        plain.put(value, time);
        if (plain.size() > MAX) {
          plain.remove(plain.keySet().iterator().next());
        }

        assertThat(window.add(value, time, 10 * Times.MINUTE)).isEqualTo(plain.size());
        assertThat(window.lastMicros()).isEqualTo(time);
      }
    }
  }
}
