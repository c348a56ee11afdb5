package dev.warder.gateway.credential;

import dev.warder.gateway.wire.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Finds credentials among the parameters of a query, and writes the query without them. Confined
/// to one thread.
///
/// Guarantees names are compared decoded, so that `api%5Fkey` is `api_key` here as it is to the
/// upstream
public final class QueryScan {
  private final List<Extractor> places;
  private final boolean isWanted;
  private int found;

  private byte[] bytes = {};
  private int from;
  private int equals;
  private int end;

  QueryScan(List<Extractor> places) {
    this.places = places;
    isWanted = places.stream().anyMatch(place -> place.kind() == Extractor.Kind.QUERY);
  }

  boolean isWanted() {
    return isWanted;
  }

  /// How many credentials the last query had.
  int found() {
    return found;
  }

  /// Takes a credential that is found.
  @FunctionalInterface
  interface Finding {
    void take(int place, String value);
  }

  /// Takes a parameter.
  @FunctionalInterface
  public interface Taking {
    void take(String name, String value);
  }

  void read(RequestHead head, Finding finding) {
    found = 0;
    begin(head);
    while (next(head.targetEnd())) {
      int place = place(name());
      if (place >= 0) {
        found++;
        finding.take(place, value());
      }
    }
  }

  /// Writes path and query of a call without what shows credentials.
  public void writeTarget(RequestHead head, ByteBuf out) {
    begin(head);
    out.writeBytes(bytes, head.targetStart(), head.queryStart() - head.targetStart());
    int separator = '?';
    while (next(head.targetEnd())) {
      if (place(name()) < 0) {
        out.writeByte(separator);
        out.writeBytes(bytes, from, end - from);
        separator = '&';
      }
    }
  }

  /// The query of the call that was looked at last, without what shows credentials.
  public String text(RequestHead head) {
    String target = head.target();
    if (found > 0) {
      ByteBuf out = Unpooled.buffer(target.length());
      writeTarget(head, out);
      target = out.toString(StandardCharsets.US_ASCII);
    }
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  /// Hands on what is no credential, decoded; for who observes calls.
  public void others(RequestHead head, int most, Taking taking) {
    begin(head);
    for (int i = 0; i < most && next(head.targetEnd()); i++) {
      String name = name();
      if (!name.isEmpty() && place(name) < 0) {
        taking.take(name, value());
      }
    }
  }

  private void begin(RequestHead head) {
    bytes = head.fields().bytes();
    end = head.queryStart();
  }

  private boolean next(int to) {
    from = end + 1;
    if (from >= to) {
      return false;
    }
    equals = -1;
    for (end = from; end < to && bytes[end] != '&'; end++) {
      if (bytes[end] == '=' && equals < 0) {
        equals = end;
      }
    }
    return true;
  }

  private String name() {
    return decoded(from, equals < 0 ? end : equals);
  }

  private String value() {
    return equals < 0 ? "" : decoded(equals + 1, end);
  }

  private int place(String name) {
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).kind() == Extractor.Kind.QUERY && places.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /// The text that octets spell; `%` is followed by two digits, which was looked at before.
  private String decoded(int start, int to) {
    byte[] octets = new byte[to - start];
    int length = 0;
    for (int i = start; i < to; i++) {
      if (bytes[i] == '%') {
        octets[length++] =
            (byte) (Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16));
        i += 2;
      } else {
        octets[length++] = bytes[i];
      }
    }
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }
}
