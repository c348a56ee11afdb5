package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.fake.MemoryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Who seals what many tenants did leaves the processor to others meanwhile, unless it is waited
/// for.
class SectionsTest {
  private static final int TENANTS = 200;

  private int pauses;

  @Test
  void pausesAreTakenBetweenPiecesOfABlock() throws Exception {
    write(false);

    assertThat(pauses).isEqualTo(3);
  }

  @Test
  void noneIsTakenWhileSomebodyWaits() throws Exception {
    write(true);

    assertThat(pauses).isZero();
  }

  private void write(boolean isAwaited) throws IOException, JournalException {
    SecureRandom random = new SecureRandom();
    TenantKeys keys =
        TenantKeys.open(
            new MemoryFiles(), Path.of("/keys"), new SecretKeySpec(new byte[32], "AES"), random);
    Block block = new Block(1 << 16);
    block.clear(1);
    WordTable words = new WordTable();
    for (int n = 0; n < TENANTS; n++) {
      block.add(of("tenant-" + n, n), words);
    }
    ByteWriter out = new ByteWriter(1 << 16);
    new Sections(keys, random, () -> pauses++).write(block, new byte[16], isAwaited, out);
    assertThat(out.size()).isGreaterThan(TENANTS * SectionCipher.TAG);
  }

  private static Entry of(String tenant, int n) {
    return new Entry(
        EntryKind.ACTIVITY,
        Entries.NOON + n,
        tenant,
        "key",
        "GET /api/users/{id}",
        "AS1 US",
        Facts.NONE,
        new Facts(List.of("person"), ("/u/" + n).getBytes(StandardCharsets.UTF_8)));
  }
}
