package dev.warder.keys.state;

import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How a set of serials is written down: as bits, or as runs where that is shorter.
///
/// Shape `"frozen":"…"` one bit a key, low first, in Base64; or `"frozen_runs":"…"` numbers in
/// Base64, seven bits a byte, low first: how many serials are left out, how many follow, and so on
///
/// Bounds never more than one bit a key, some 167 kB for a million; so an entry of the journal
/// takes the sets of 12 million keys
final class SerialSet {
  private static final String BITS = "frozen";
  private static final String RUNS = "frozen_runs";
  private static final int PAYLOAD = 7;
  private static final int MORE = 1 << PAYLOAD;

  private SerialSet() {}

  static void write(JsonGenerator json, BitSet serials) {
    byte[] bits = serials.toByteArray();
    byte[] runs = runs(serials, bits.length);
    boolean isShorter = runs.length < bits.length;
    json.writeStringProperty(
        isShorter ? RUNS : BITS, Base64.getEncoder().encodeToString(isShorter ? runs : bits));
  }

  /// The set that a document has, null if it has none.
  ///
  /// @param upTo serials are below that
  static @Nullable BitSet read(Fields fields, int upTo) throws BrokenBody {
    if (fields.has(RUNS)) {
      return set(Base64.getDecoder().decode(fields.text(RUNS)), upTo);
    }
    return fields.has(BITS) ? BitSet.valueOf(Base64.getDecoder().decode(fields.text(BITS))) : null;
  }

  /// The runs of a set; as many as that many bytes at least take, where there are more of them.
  private static byte[] runs(BitSet serials, int enough) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int end = 0;
    for (int start = serials.nextSetBit(0);
        start >= 0 && out.size() < enough;
        start = serials.nextSetBit(end)) {
      number(out, start - end);
      end = serials.nextClearBit(start);
      number(out, end - start);
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= MORE) {
      out.write((rest & (MORE - 1)) | MORE);
      rest >>>= PAYLOAD;
    }
    out.write(rest);
  }

  private static BitSet set(byte[] runs, int upTo) throws BrokenBody {
    BitSet serials = new BitSet(upTo);
    long[] number = new long[2];
    int which = 0;
    int shift = 0;
    long end = 0;
    for (byte one : runs) {
      if (shift > 28) {
        throw new BrokenBody("a set of serials has a number that is too large");
      }
      number[which] |= (long) (one & (MORE - 1)) << shift;
      shift += PAYLOAD;
      if (one >= 0) {
        which++;
        shift = 0;
      }
      if (which == 2) {
        long start = end + number[0];
        end = start + number[1];
        if (end > upTo) {
          throw new BrokenBody("a set of serials goes beyond the keys there were");
        }
        serials.set((int) start, (int) end);
        number[0] = 0;
        number[1] = 0;
        which = 0;
      }
    }
    if (which != 0 || shift != 0) {
      throw new BrokenBody("a set of serials ends too early");
    }
    return serials;
  }
}
