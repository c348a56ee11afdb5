package dev.warder.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes requests out of requests: joined, cut, with octets changed, doubled, put in.
final class Mutants {
  private static final String[] PIECES = {
    "\r\n",
    "\n",
    "\r",
    " ",
    "\t",
    "\0",
    ":",
    ";",
    "0\r\n\r\n",
    "chunked",
    ", ",
    "_",
    "%2f",
    "//",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Host: evil\r\n",
    "\u00a0",
    "\u0085",
    "GET /smuggled HTTP/1.1\r\nHost: api.example\r\n\r\n",
    "Connection: content-length\r\n",
    "-",
    "+"
  };

  private Mutants() {}

  static byte[] of(List<RawRequests.Case> cases, Random random) {
    byte[] bytes = cases.get(random.nextInt(cases.size())).bytes();
    if (random.nextInt(3) == 0) {
      bytes = join(bytes, cases.get(random.nextInt(cases.size())).bytes());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    byte[] head = Arrays.copyOf(bytes, at);
    return switch (random.nextInt(4)) {
      case 0 -> {
        String piece = PIECES[random.nextInt(PIECES.length)];
        byte[] put = piece.getBytes(StandardCharsets.ISO_8859_1);
        yield join(join(head, put), Arrays.copyOfRange(bytes, at, bytes.length));
      }
      case 1 ->
          at == bytes.length ? bytes : join(head, Arrays.copyOfRange(bytes, at + 1, bytes.length));
      case 2 -> {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
          changed[at] = (byte) random.nextInt(256);
        }
        yield changed;
      }
      default -> {
        int to = Math.min(bytes.length, at + random.nextInt(40));
        yield join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
      }
    };
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
