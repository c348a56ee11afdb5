package dev.warder.keys.shape;

import dev.warder.policy.Environment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A key's text as it was read, to be used again for the next. Holds a secret until it is cleared;
/// confined to one thread at a time.
public final class ReadKey {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LONGEST = 128;

  final byte[] text = new byte[LONGEST];
  final CRC32 checksum = new CRC32();
  int head;
  Environment environment = Environment.TEST;

  /// The first eight digits of the public id.
  public long idHigh() {
    return (long) LONGS.get(text, head);
  }

  /// The other eight digits of the public id.
  public long idLow() {
    return (long) LONGS.get(text, head + 8);
  }

  public Environment environment() {
    return environment;
  }

  /// The array that holds public id and secret, both of which are hashed. Whoever calls this
  /// answers for where it goes.
  public byte[] exposeText() {
    return text;
  }

  /// Where in the array they begin.
  public int materialOffset() {
    return head;
  }

  /// How long they are together.
  public int materialLength() {
    return KeyShape.MATERIAL_LENGTH;
  }

  /// Forgets what was read.
  public void clear() {
    Arrays.fill(text, (byte) 0);
  }

  @Override
  public String toString() {
    return "ReadKey[redacted]";
  }
}
