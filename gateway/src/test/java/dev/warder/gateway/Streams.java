package dev.warder.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The corpus of streams in `streams.txt`, which says itself how it is written.
final class Streams {
  private static final String REQUEST =
      ":method = GET ~ :scheme = http ~ :authority = api.example ~ :path = /a";

  private Streams() {}

  /// One of them.
  ///
  /// @param seen what the upstream is to see; empty if a fault is expected
  /// @param fault name of the fault; empty if it passes
  /// @param parts data, each in a frame of its own; none if the head is all
  /// @param fields names and values in turn
  record Case(
      int line, String family, String seen, String fault, List<String> parts, List<String> fields) {
    /// Sends it.
    ///
    /// @return the stream
    int send(FrameClient client) throws IOException {
      String[] all = fields.toArray(String[]::new);
      if (parts.isEmpty()) {
        return client.call(all);
      }
      int stream = client.open(all);
      for (int i = 0; i < parts.size(); i++) {
        client.data(stream, parts.get(i), i == parts.size() - 1);
      }
      return stream;
    }

    @Override
    public String toString() {
      return "line " + line + " (" + family + ")";
    }
  }

  static List<Case> all() throws IOException {
    try (InputStream in = Streams.class.getResourceAsStream("streams.txt")) {
      if (in == null) {
        throw new IOException("no streams.txt");
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
    String[] cells = line.split(" \\| ", 4);
    boolean passes = cells[1].startsWith("= ");
    String told = cells[1].substring(2);
    List<String> parts = cells[2].equals("-") ? List.of() : List.of(cells[2].split("\\+", -1));
    List<String> fields = new ArrayList<>();
    String spelled = cells[3].replace("{R}", REQUEST).replace("{K}", "x-api-key = good");
    for (String field : spelled.split(" ~ ", -1)) {
      int equals = field.startsWith(" = ") ? 0 : field.indexOf(" = ");
      fields.add(text(field.substring(0, equals)));
      fields.add(text(field.substring(equals + 3)));
    }
    return new Case(number, cells[0], passes ? told : "", passes ? "" : told, parts, fields);
  }

  /// An octet a character.
  private static String text(String spelled) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < spelled.length()) {
      char c = spelled.charAt(i++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      switch (spelled.charAt(i++)) {
        case 'r' -> text.append('\r');
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 's' -> text.append(' ');
        case '0' -> text.append('\0');
        case 'x' -> {
          text.append((char) Integer.parseInt(spelled.substring(i, i + 2), 16));
          i += 2;
        }
        default -> text.append(spelled.charAt(i - 1));
      }
    }
    return text.toString();
  }
}
