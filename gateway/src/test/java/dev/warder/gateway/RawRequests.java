package dev.warder.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The corpus of raw requests in `requests.txt`, which says itself how it is written.
final class RawRequests {
  private RawRequests() {}

  /// One of them.
  ///
  /// @param seen what the upstream is to see, with `, ` between; empty if a fault is expected
  /// @param passing how many requests pass before the fault
  /// @param fault name of the fault; empty if all pass
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Case(int line, String family, String seen, int passing, String fault, byte[] bytes) {
    @Override
    public String toString() {
      return "line " + line + " (" + family + ")";
    }
  }

  static List<Case> all() throws IOException {
    try (InputStream in = RawRequests.class.getResourceAsStream("requests.txt")) {
      if (in == null) {
        throw new IOException("no requests.txt");
      }
      List<Case> cases = new ArrayList<>();
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (!lines[i].isBlank() && !lines[i].startsWith("#")) {
          cases.add(read(i + 1, lines[i]));
        }
      }
      return cases;
    }
  }

  private static Case read(int number, String line) {
    String[] cells = line.split(" \\| ", 3);
    byte[] bytes = bytes(cells[2]);
    if (cells[1].startsWith("= ")) {
      return new Case(number, cells[0], cells[1].substring(2), 0, "", bytes);
    }
    String[] words = cells[1].split(" ", -1);
    boolean counted = words.length == 3;
    return new Case(
        number,
        cells[0],
        "",
        counted ? Integer.parseInt(words[1]) : 0,
        words[words.length - 1],
        bytes);
  }

  private static byte[] bytes(String spelled) {
    String text =
        spelled.replace("{H}", "Host: api.example\\r\\n").replace("{K}", "X-Api-Key: good\\r\\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        bytes.write(c);
        continue;
      }
      switch (text.charAt(i++)) {
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case '0' -> bytes.write(0);
        case 'x' -> {
          bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
          i += 2;
        }
        default -> bytes.write(text.charAt(i - 1));
      }
    }
    return bytes.toByteArray();
  }
}
