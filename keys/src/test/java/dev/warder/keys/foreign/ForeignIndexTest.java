package dev.warder.keys.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warder.keys.foreign.ForeignFormat.Hashed;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignIndexTest {
  private static final Secret PEPPER = Secret.of("the pepper of the old system");

  /// Hashes as `openssl dgst` makes them, of the value or of its secret.
  @ParameterizedTest
  @CsvSource({
    "SHA1, WHOLE_VALUE, d96e1fdd893d7f37e7bd139796f323527d57aab8",
    "SHA256, WHOLE_VALUE, c378e30dede54975645e01af13f9611254e2ed0793e965d1fb08a84c6786e639",
    "SHA512, WHOLE_VALUE, 7b1fffb55b79bda854b8875ed6af0a45c20865f8590ba542eb23091d36b62515651ba59387e3710c2af3006072607fd284676e66a791decb6b9f17ae1548c361",
    "SHA256, SECRET, e414874054a3d548c7f1328ae4628b60cf209e0b06572b2fb631db6b4403f923",
    "HMAC_SHA256, WHOLE_VALUE, d13b5aa4d13fd8ab6c7a5c35237ded2f3278e07103dc64636c0f92c1d56558ab",
    "HMAC_SHA512, WHOLE_VALUE, 110497f22263c7c34701b682c58a5ee089c2db253fceac8874c8369a3eee2c7dab973b6d6a723176652fbf7a4fcdc90745aa65efa17c17ce64cd329a045b478b",
    "SALTED_SHA256, WHOLE_VALUE, 8b15a768a852585daf6096d7844fe5fb10fe21d861e8df59994f40efc229aece",
  })
  void hashesOfOtherSystemsAreFound(Algorithm algorithm, Hashed hashed, String hex) {
    ForeignFormat format =
        new ForeignFormat(
            "acme", "acme_", Alphabet.BASE62, 24, 40, "_", algorithm, hashed, Encoding.HEX);
    ForeignIndex index =
        algorithm.kind() == Algorithm.Kind.KEYED
            ? ForeignIndex.open(format, Secret.of("old pepper"))
            : ForeignIndex.open(format);
    String salt = algorithm == Algorithm.SALTED_SHA256 ? "4e61436c" : "";
    index.add("7Fq2", StoredHash.parse(hex, salt), 17);
    assertThat(index.find("acme_7Fq2_0123456789abcdEF")).isEqualTo(17);
    assertThat(index.find("acme_7Fq2_0123456789abcdEG")).isEqualTo(ForeignIndex.NONE);
  }

  @ParameterizedTest
  @CsvSource({"SHA256, '', 45", "SHA256, _, 61", "SALTED_SHA256, _, 93"})
  void slotsAndRowsTakeWhatIsStated(Algorithm algorithm, String idEnd, int bytesEach) {
    ForeignIndex index = ForeignIndex.open(format(algorithm, idEnd));
    Random random = new Random(3);
    byte[] hash = new byte[32];
    for (int i = 0; i < 1_000_000; i++) {
      random.nextBytes(hash);
      Added added = index.add("k" + i, StoredHash.of(hash, new byte[0]), i);
      if (added != Added.ADDED) {
        throw new AssertionError(added);
      }
    }
    assertThat(index.size()).isEqualTo(1_000_000);
    assertThat(Math.round(index.sizeBytes() / 1e6)).isEqualTo(bytesEach);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256, ''",
    "SHA512, ''",
    "SHA1, ''",
    "HMAC_SHA256, ''",
    "HMAC_SHA512, ''",
    "SHA256, _",
    "HMAC_SHA256, _",
    "SALTED_SHA256, _"
  })
  void itFindsWhatAMapFinds(Algorithm algorithm, String idEnd) {
    for (int seed = 1; seed <= 5; seed++) {
      Random random = new Random(seed);
      ForeignFormat format = format(algorithm, idEnd);
      ForeignIndex index = open(format);
      Map<String, Integer> model = new HashMap<>();
      for (int step = 0; step < 6_000; step++) {
        String id = "k" + random.nextInt(1_500);
        String value = value(id, idEnd);
        StoredHash stored = stored(format, value);
        switch (random.nextInt(3)) {
          case 0 -> {
            Added expected = model.containsKey(value) ? Added.KNOWN : Added.ADDED;
            model.putIfAbsent(value, step);
            assertThat(index.add(id, stored, step)).isEqualTo(expected);
          }
          case 1 -> assertThat(index.remove(id, stored)).isEqualTo(model.remove(value) != null);
          default ->
              assertThat(index.find(value)).isEqualTo(model.getOrDefault(value, ForeignIndex.NONE));
        }
        assertThat(index.size()).isEqualTo(model.size());
      }
      assertThat(model).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"SHA256, ''", "SHA256, _", "SALTED_SHA256, _"})
  void wrongSecretOrIdFindsNothing(Algorithm algorithm, String idEnd) {
    ForeignFormat format =
        new ForeignFormat(
            "f", "f_", Alphabet.BASE62, 20, 60, idEnd, algorithm, Hashed.SECRET, Encoding.HEX);
    ForeignIndex index = open(format);
    index.add("k1", stored(format, value("k1", idEnd)), 1);
    index.add("k2", stored(format, value("k2", idEnd)), 2);
    assertThat(index.find(value("k1", idEnd))).isEqualTo(1);
    assertThat(index.find(value("k1", idEnd) + "0")).isEqualTo(ForeignIndex.NONE);
    assertThat(index.find(value("k1", idEnd).replace("f_k1", "f_k3"))).isEqualTo(ForeignIndex.NONE);
    if (format.hasId()) {
      // The right secret under another's id opens neither.
      String secret = value("k1", idEnd).substring(5);
      assertThat(index.find("f_k2_" + secret)).isEqualTo(ForeignIndex.NONE);
    }
    assertThat(index.find("")).isEqualTo(ForeignIndex.NONE);
    assertThat(index.find("\u0000".repeat(30))).isEqualTo(ForeignIndex.NONE);
  }

  @Test
  void pepperIsNeededExactlyWhereTheFormatHasOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForeignIndex.open(format(Algorithm.HMAC_SHA256, "")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForeignIndex.open(format(Algorithm.SHA256, ""), PEPPER));
    ForeignFormat format = format(Algorithm.HMAC_SHA256, "");
    ForeignIndex other = ForeignIndex.open(format, Secret.of("another pepper"));
    other.add("k1", stored(format, value("k1", "")), 1);
    assertThat(other.find(value("k1", ""))).isEqualTo(ForeignIndex.NONE);
  }

  /// One writer adds and removes while others look up: what is there for good is always found, what
  /// was removed is found by no look-up that begins afterwards, and nothing else is ever found.
  @Test
  void readersSeeEachKeyWholeWhileOneWriterAddsAndRemoves() throws Exception {
    ForeignFormat format = format(Algorithm.SHA256, "");
    ForeignIndex index = open(format);
    int keys = 40_000;
    List<String> values = new ArrayList<>();
    List<StoredHash> hashes = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      values.add(value("k" + i, ""));
      hashes.add(stored(format, values.get(i)));
    }
    AtomicInteger added = new AtomicInteger();
    AtomicInteger removed = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(() -> {
      for (int i = 0; i < keys; i++) {
        index.add("x", hashes.get(i), i);
        added.set(i + 1);
        if (i % 4 == 3) {
          index.remove("x", hashes.get(i - 3));
          removed.set(i - 3 + 1);
        }
      }
      return 0;
    });
    for (int reader = 0; reader < 3; reader++) {
      int seed = reader;
      tasks.add(() -> {
        Random random = new Random(seed);
        int wrong = 0;
        while (added.get() < keys) {
          int i = random.nextInt(keys);
          int there = added.get();
          int gone = removed.get();
          int found = index.find(values.get(i));
          boolean mustBe = i < there && i % 4 != 0;
          boolean mustNotBe = i % 4 == 0 && i < gone;
          wrong += found != i && (found != ForeignIndex.NONE || mustBe) ? 1 : 0;
          wrong += mustNotBe && found != ForeignIndex.NONE ? 1 : 0;
        }
        return wrong;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> wrong : threads.invokeAll(tasks)) {
        assertThat(wrong.get()).isZero();
      }
    }
    assertThat(index.size()).isEqualTo(keys * 3 / 4);
  }

  @Test
  void nothingTellsAHash() {
    StoredHash stored = StoredHash.of(new byte[] {0x5a, 0x5b}, new byte[] {0x5c});
    assertThat(stored.toString()).isEqualTo("StoredHash[redacted]");
    assertThat(StoredHash.parse(stored.hex(), stored.saltHex())).isEqualTo(stored);
  }

  static ForeignIndex open(ForeignFormat format) {
    return format.algorithm().kind() == Algorithm.Kind.KEYED
        ? ForeignIndex.open(format, PEPPER)
        : ForeignIndex.open(format);
  }

  static ForeignFormat format(Algorithm algorithm, String idEnd) {
    return new ForeignFormat(
        "f", "f_", Alphabet.BASE62, 20, 60, idEnd, algorithm, Hashed.WHOLE_VALUE, Encoding.HEX);
  }

  static String value(String id, String idEnd) {
    return "f_" + id + idEnd + "0123456789abcdef" + Integer.toHexString(id.hashCode());
  }

  static StoredHash stored(ForeignFormat format, String value) {
    byte[] salt =
        format.algorithm().kind() == Algorithm.Kind.SALTED
            ? ("salt" + value.hashCode()).getBytes(StandardCharsets.US_ASCII)
            : new byte[0];
    ForeignHasher hasher =
        ForeignHasher.of(
            format.algorithm(), format.algorithm().kind() == Algorithm.Kind.KEYED ? PEPPER : null);
    return StoredHash.of(hasher.hash(format.hashedPart(value), salt), salt);
  }
}
