package dev.warder.keys.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.keys.json.BrokenBody;

class ChangeCodecFuzz {
  @FuzzTest
  void anyBytesAreAChangeOrBroken(byte[] body) {
    try {
      Change change = ChangeCodec.read(body, new GrantBook(), _ -> (_, _) -> true);
      byte[] written = ChangeCodec.write(change);
      ChangeCodec.read(written, new GrantBook(), _ -> (_, _) -> true);
    } catch (BrokenBody e) {
      // Refused as a whole.
      return;
    }
  }
}
