package dev.warder.store.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.bytes.MalformedException;
import java.nio.charset.StandardCharsets;

/// Any bytes at all under right checksums: entries or a refusal, and nothing else is thrown.
class BlockFuzz {
  @FuzzTest
  void anyBytesAreEntriesOrRefused(byte[] payload) {
    int count = payload.length == 0 ? 0 : payload[0] & 0xFF;
    try {
      BlockReader reader = new BlockReader(null);
      for (Entry entry :
          reader.read(payload, 0, payload.length, count, 1, new byte[16], BlockReader.Wanted.ALL)) {
        activity(entry);
      }
    } catch (MalformedException e) {
      // What a damaged block is for.
    }
    activity(new Entry(EntryKind.ACTIVITY, 0, "", "", "", "AS1", payload));
    SegmentHeader.read(payload);
    SignedHead.ofLine(new String(payload, StandardCharsets.ISO_8859_1));
  }

  private static void activity(Entry entry) {
    try {
      ActivityCodec.activity(entry);
      ActivityCodec.own(entry, ActivityCodec.VERDICT_CODE);
    } catch (MalformedException e) {
      // What a damaged activity is for.
    }
  }
}
