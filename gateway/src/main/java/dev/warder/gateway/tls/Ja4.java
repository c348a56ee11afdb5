package dev.warder.gateway.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a caller's first words of TLS tell of its software.
///
///     t13d1516h2_8daaf6152771_e5627efa2ab1
///     |  ||   |  |            `- extensions but for server name and ALPN, in order of their
///     |  ||   |  |               numbers, then signature algorithms as they came: SHA-256, cut
///     |  ||   |  `- ciphers in order of their numbers: SHA-256, cut
///     |  ||   `- first and last letter of the first protocol (ALPN)
///     |  |`- how many ciphers, how many extensions
///     |  `- d: names the server; i: does not
///     `- TCP, highest version
///
/// Values that are sent to keep receivers honest (GREASE, RFC 8701) count nowhere.
///
/// Bounds one pass over at most 64 KiB; counts beyond 99 are told as 99
///
/// Errors none: what is no ClientHello, or ends early, gives the empty text
///
/// Source JA4, the part for TLS clients (BSD 3-Clause); RFC 8446, section 4.1.2
public final class Ja4 {
  private static final int SERVER_NAME = 0x0000;
  private static final int SIGNATURES = 0x000d;
  private static final int ALPN = 0x0010;
  private static final int VERSIONS = 0x002b;
  private static final int MOST = 99;
  private static final String NONE = "000000000000";

  private final List<Integer> ciphers = new ArrayList<>();
  private final List<Integer> extensions = new ArrayList<>();
  private final List<Integer> signatures = new ArrayList<>();
  private String protocol = "00";
  private boolean namesServer;
  private int extensionCount;
  private int version;

  private Ja4() {}

  /// Reads a ClientHello.
  ///
  /// @param hello the handshake message's body: from its version on; its reader index is where it
  ///   was afterwards
  /// @return the fingerprint; empty if it is none that can be read
  public static String of(ByteBuf hello) {
    Ja4 read = new Ja4();
    ByteBuf in = hello.slice();
    try {
      return read.take(in) ? read.text() : "";
    } catch (IndexOutOfBoundsException _) {
      return "";
    }
  }

  private boolean take(ByteBuf in) {
    version = in.readUnsignedShort();
    in.skipBytes(32);
    in.skipBytes(in.readUnsignedByte());
    numbers(in.readSlice(in.readUnsignedShort()), ciphers);
    in.skipBytes(in.readUnsignedByte());
    if (!in.isReadable()) {
      return true;
    }
    ByteBuf all = in.readSlice(in.readUnsignedShort());
    while (all.isReadable()) {
      int type = all.readUnsignedShort();
      ByteBuf data = all.readSlice(all.readUnsignedShort());
      if (!isGrease(type)) {
        extension(type, data);
      }
    }
    return !in.isReadable();
  }

  private void extension(int type, ByteBuf data) {
    extensionCount++;
    switch (type) {
      case SERVER_NAME -> namesServer = true;
      case ALPN -> protocol(data);
      case SIGNATURES -> {
        extensions.add(type);
        numbers(data.readSlice(data.readUnsignedShort()), signatures);
      }
      case VERSIONS -> {
        extensions.add(type);
        List<Integer> offered = new ArrayList<>();
        numbers(data.readSlice(data.readUnsignedByte()), offered);
        version = offered.stream().mapToInt(each -> each).max().orElse(version);
      }
      default -> extensions.add(type);
    }
  }

  private static void numbers(ByteBuf in, List<Integer> out) {
    while (in.isReadable()) {
      int number = in.readUnsignedShort();
      if (!isGrease(number)) {
        out.add(number);
      }
    }
  }

  private static boolean isGrease(int number) {
    return (number & 0x0f0f) == 0x0a0a && number >> 8 == (number & 0xff);
  }

  private void protocol(ByteBuf data) {
    ByteBuf names = data.readSlice(data.readUnsignedShort());
    int length = names.isReadable() ? names.readUnsignedByte() : 0;
    if (length == 0) {
      return;
    }
    int first = names.getUnsignedByte(names.readerIndex());
    int last = names.getUnsignedByte(names.readerIndex() + length - 1);
    if (isLetterOrDigit(first) && isLetterOrDigit(last)) {
      protocol = "" + (char) first + (char) last;
    } else {
      protocol = String.format(Locale.ROOT, "%02x", first).charAt(0) + hex(last, 2).substring(1);
    }
  }

  private static boolean isLetterOrDigit(int octet) {
    return (octet >= '0' && octet <= '9')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z');
  }

  private String text() {
    return "t"
        + word(version)
        + (namesServer ? 'd' : 'i')
        + count(ciphers.size())
        + count(extensionCount)
        + protocol
        + '_'
        + digest(sorted(ciphers), null)
        + '_'
        + digest(sorted(extensions), signatures);
  }

  private static String word(int version) {
    return switch (version) {
      case 0x0304 -> "13";
      case 0x0303 -> "12";
      case 0x0302 -> "11";
      case 0x0301 -> "10";
      case 0x0300 -> "s3";
      case 0x0002 -> "s2";
      default -> "00";
    };
  }

  private static String count(int count) {
    return String.format(Locale.ROOT, "%02d", Math.min(count, MOST));
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.stream().sorted().toList();
  }

  private static String digest(List<Integer> numbers, @Nullable List<Integer> more) {
    if (numbers.isEmpty()) {
      return NONE;
    }
    String text = list(numbers) + (more == null || more.isEmpty() ? "" : "_" + list(more));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash, 0, NONE.length() / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String list(List<Integer> numbers) {
    StringBuilder text = new StringBuilder(numbers.size() * 5);
    for (int number : numbers) {
      text.append(text.isEmpty() ? "" : ",").append(hex(number, 4));
    }
    return text.toString();
  }

  private static String hex(int number, int digits) {
    return HexFormat.of().toHexDigits(number, digits);
  }
}
