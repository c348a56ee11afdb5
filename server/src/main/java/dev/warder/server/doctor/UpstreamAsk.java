package dev.warder.server.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks an API for `/`, past the gate.
///
/// Bounds 5 s between octets, 100 lines of an answer's head
///
/// @param host what it is called
record UpstreamAsk(InetSocketAddress address, String host) {
  private static final int MILLIS = 5_000;
  private static final int MOST_LINES = 100;
  private static final int MOST_CHARACTERS = 32 << 10;
  private static final String LINE_END = "\r\n";
  private static final List<String> IDENTITY =
      List.of(
          "X-Warder-Verdict: doctor",
          "X-Warder-Key: doctor",
          "X-Warder-Tenant: doctor",
          "X-Warder-Principal: doctor");

  /// What was answered.
  ///
  /// @param date as the API has it, if it says
  record Told(int status, Optional<Instant> date) {}

  Optional<Told> plainly() {
    return ask(List.of());
  }

  /// As somebody who claims to be the gate.
  Optional<Told> withIdentity() {
    return ask(IDENTITY);
  }

  private Optional<Told> ask(List<String> headers) {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    List<String> lines = new ArrayList<>();
    lines.add("GET / HTTP/1.1");
    lines.add("Host: " + bracketed + ":" + address.getPort());
    lines.add("User-Agent: warder-doctor");
    lines.add("Connection: close");
    lines.addAll(headers);
    String request = String.join(LINE_END, lines) + LINE_END + LINE_END;
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.setSoTimeout(MILLIS);
      socket.connect(address, MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return read(
          new BufferedReader(
              new InputStreamReader(
                  new Bounded(socket.getInputStream(), MOST_CHARACTERS),
                  StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Told> read(BufferedReader in) throws IOException {
    String first = in.readLine();
    if (first == null || !first.startsWith("HTTP/1.") || first.length() < 12) {
      return Optional.empty();
    }
    String digits = first.substring(9, 12);
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    Optional<Instant> date = Optional.empty();
    String line = in.readLine();
    for (int i = 0; i < MOST_LINES && line != null && !line.isEmpty(); i++) {
      if (line.regionMatches(true, 0, "date:", 0, 5)) {
        date = date(line.substring(5).strip());
      }
      line = in.readLine();
    }
    return Optional.of(new Told(Integer.parseInt(digits), date));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
