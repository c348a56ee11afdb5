package dev.warder.keys.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialSetTest {
  private static final int MILLION = 1_000_000;

  @Test
  void setReadsBackAsItWasWritten() throws BrokenBody {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 500; i++) {
      int size = 1 + random.nextInt(3_000);
      int chance = 1 + random.nextInt(1_000);
      BitSet set = new BitSet();
      for (int serial = 0; serial < size; serial++) {
        set.set(serial, random.nextInt(1_000) < chance);
      }
      assertThat(SerialSet.read(Fields.read(written(set)), size)).isEqualTo(set);
    }
    assertThat(SerialSet.read(Fields.read(written(new BitSet())), 0)).isEqualTo(new BitSet());
  }

  @Test
  void anySetOfAMillionKeysFitsIntoAnEntryAndAFewKeysTakeAFewBytes() throws BrokenBody {
    BitSet all = new BitSet();
    all.set(0, MILLION);
    assertThat(written(all)).hasSizeLessThan(30);
    BitSet one = new BitSet();
    one.set(MILLION - 1);
    assertThat(written(one)).hasSizeLessThan(30);
    BitSet every = new BitSet();
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < MILLION; i++) {
      every.set(i, random.nextBoolean());
    }
    assertThat(written(every)).hasSizeBetween(160_000, 167_000);
    assertThat(SerialSet.read(Fields.read(written(every)), MILLION)).isEqualTo(every);
    BitSet thousand = new BitSet();
    for (int i = 0; i < 1_000; i++) {
      thousand.set(random.nextInt(MILLION));
    }
    assertThat(written(thousand)).hasSizeLessThan(4_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA==", "gA==", "AAA=AA", "/////////w8=", "AAs=", "!"})
  void whatIsNoSetIsRefused(String runs) {
    byte[] body = ("{\"frozen_runs\":\"" + runs + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SerialSet.read(Fields.read(body), 10))
        .isInstanceOfAny(BrokenBody.class, IllegalArgumentException.class);
  }

  private static byte[] written(BitSet set) {
    return Json.object(json -> SerialSet.write(json, set));
  }
}
