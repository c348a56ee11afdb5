package dev.warder.gateway.wire;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A response's line and headers. One object reads one response after another; confined to one
/// thread, and to be used up before the next is read.
///
/// - Bounds: a longest head; allocates nothing
/// - Errors: a [Fault], which then is the upstream's
/// - Source: RFC 9112 sections 4 and 6.3, RFC 9113 section 8.3.2
public final class ResponseHead {
  private static final byte[] HTTP_1 = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  /// `HTTP/1.1 200 `, of which the last blank may be missing
  private static final int SHORTEST_LINE = 12;

  private final Names names;
  private final FieldLines fields = new FieldLines();
  private byte[] bytes = new byte[1_024];

  private int status;
  private int reasonStart;
  private int reasonEnd;
  private boolean isOld;
  private boolean hasLength;
  private boolean isChunked;
  private long length;
  private FieldLines.Connection connection = FieldLines.Connection.NOTHING;
  private final StreamHead stream = new StreamHead();
  private Framing untold = Framing.UNTIL_CLOSE;
  private boolean isEmptied;

  public ResponseHead(Names names) {
    this.names = requireNonNull(names, "names is null");
  }

  /// Reads a head, and takes its octets from a buffer.
  ///
  /// @param headLength octets of the head with its empty line, as [HeadScan] found them
  public @Nullable Fault read(ByteBuf in, int headLength) {
    if (headLength > bytes.length) {
      bytes = new byte[headLength];
    }
    in.readBytes(bytes, 0, headLength);
    untold = Framing.UNTIL_CLOSE;
    isEmptied = false;
    return lines(headLength);
  }

  /// Reads the head of an answer on a stream of HTTP/2: as the head of HTTP/1.1 that says the same.
  ///
  /// @param streamFields in order, the pseudo header field first
  /// @param isWhole whether no body follows
  /// @param method of the request that is answered
  /// @param longest octets that it may have
  public @Nullable Fault read(
      Iterable<Map.Entry<CharSequence, CharSequence>> streamFields,
      boolean isWhole,
      String method,
      int longest) {
    Fault fault = stream.writeAnswer(streamFields, bytes, longest);
    bytes = stream.octets();
    if (fault == null) {
      fault = lines(stream.length());
    }
    if (fault != null) {
      return fault;
    }
    boolean isBare = isBare(method);
    if (isWhole && !isBare && length > 0) {
      return Fault.LENGTH;
    }
    untold = isWhole ? Framing.NONE : Framing.CHUNKED;
    isEmptied = isWhole && !isBare && !hasLength;
    return null;
  }

  private @Nullable Fault lines(int headLength) {
    int line = 0;
    while (bytes[line] != '\n') {
      line++;
    }
    if (!statusLine(line - 1)) {
      return Fault.REQUEST_LINE;
    }
    Fault fault = fields.read(bytes, line + 1, headLength - 2, names);
    return fault == null ? meaning() : fault;
  }

  private boolean statusLine(int end) {
    if (end < SHORTEST_LINE) {
      return false;
    }
    for (int i = 0; i < HTTP_1.length; i++) {
      if (bytes[i] != HTTP_1[i]) {
        return false;
      }
    }
    isOld = bytes[7] == '0';
    status = 0;
    for (int i = 9; i < 12; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
      status = 10 * status + (bytes[i] - '0');
    }
    reasonStart = Math.min(end, 13);
    reasonEnd = end;
    for (int i = 12; i < end; i++) {
      if (!Octets.isValue(bytes[i])) {
        return false;
      }
    }
    return (isOld || bytes[7] == '1')
        && bytes[8] == ' '
        && status >= 100
        && (end == SHORTEST_LINE || bytes[12] == ' ');
  }

  private @Nullable Fault meaning() {
    hasLength = false;
    isChunked = false;
    length = 0;
    for (int i = 0; i < fields.count(); i++) {
      if (fields.role(i) == Role.CONTENT_LENGTH) {
        long read = Lengths.decimal(bytes, fields.valueStart(i), fields.valueEnd(i));
        if (hasLength || read < 0) {
          return Fault.LENGTH;
        }
        hasLength = true;
        length = read;
      } else if (fields.role(i) == Role.TRANSFER_ENCODING) {
        if (isChunked || isOld || !fields.isValue(i, "chunked")) {
          return Fault.CODING;
        }
        isChunked = true;
      }
    }
    if (hasLength && isChunked) {
      return Fault.TWO_LENGTHS;
    }
    FieldLines.Connection said = fields.endHops();
    if (said == null) {
      return Fault.CONNECTION;
    }
    connection = said;
    return null;
  }

  public FieldLines fields() {
    return fields;
  }

  public int status() {
    return status;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int reasonStart() {
    return reasonStart;
  }

  public int reasonEnd() {
    return reasonEnd;
  }

  /// Whether the upstream told a length, which may be that of a body it does not send.
  public boolean hasLength() {
    return hasLength;
  }

  public long length() {
    return length;
  }

  /// Whether it could have a body, and its stream ended with its head: HTTP/1.1 has to be told a
  /// length of 0.
  public boolean isEmptied() {
    return isEmptied;
  }

  private boolean isBare(String method) {
    return method.equals("HEAD") || status < 200 || status == 204 || status == 304;
  }

  /// How the body ends; of a stream's, where no length is told, as if it came in chunks.
  ///
  /// @param method of the request that is answered
  public Framing framing(String method) {
    if (isBare(method)) {
      return Framing.NONE;
    }
    if (isChunked) {
      return Framing.CHUNKED;
    }
    if (hasLength) {
      return length == 0 ? Framing.NONE : Framing.LENGTH;
    }
    return untold;
  }

  /// Whether the connection can be used again.
  public boolean isKeptAlive() {
    return isOld
        ? connection == FieldLines.Connection.KEEP_ALIVE
        : connection != FieldLines.Connection.CLOSE;
  }
}
