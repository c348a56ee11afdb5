package dev.warder.gateway.wire;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request's line and headers. One object reads one request after another; confined to one
/// thread, and to be used up before the next is read.
///
/// - Shape: what is forwarded are the octets that were read, less what ends here
/// - Bounds: those of [Limits]; allocates the path and the method
/// - Errors: a [Fault] for whatever can be read in two ways; nothing is put right
/// - Source: RFC 9112 sections 2 to 6, RFC 9110 sections 7 to 10, RFC 9113 section 8
public final class RequestHead {
  private static final int LONGEST_HOST = 255;

  private final Names names;
  private final Limits limits;
  private final RequestLine line = new RequestLine();
  private final StreamHead stream = new StreamHead();
  private final FieldLines fields = new FieldLines();
  private byte[] bytes;

  private int host;
  private Framing framing = Framing.NONE;
  private long length;
  private boolean isExpecting;
  private int upgrade;
  private FieldLines.Connection connection = FieldLines.Connection.NOTHING;

  public RequestHead(Names names, Limits limits) {
    this.names = requireNonNull(names, "names is null");
    this.limits = requireNonNull(limits, "limits is null");
    bytes = new byte[1_024];
  }

  /// How much is taken.
  ///
  /// @param head octets of request line and headers together
  /// @param target octets of the request target
  public record Limits(int head, int target) {
    public Limits {
      if (head < 256 || target < 16 || target > head) {
        throw new IllegalArgumentException("limits are too small: " + head + ", " + target);
      }
    }
  }

  /// Reads a head, and takes its octets from a buffer.
  ///
  /// @param headLength octets of the head with its empty line, as [HeadScan] found them
  public @Nullable Fault read(ByteBuf in, int headLength) {
    if (headLength > bytes.length) {
      bytes = new byte[Math.max(headLength, Math.min(limits.head(), 2 * bytes.length))];
    }
    in.readBytes(bytes, 0, headLength);
    return lines(headLength);
  }

  /// Reads the head of a stream of HTTP/2: as the head of HTTP/1.1 that says the same.
  ///
  /// @param streamFields in order, the pseudo header fields first
  /// @param isWhole whether no body follows
  public @Nullable Fault read(
      Iterable<Map.Entry<CharSequence, CharSequence>> streamFields, boolean isWhole) {
    Fault fault = stream.write(streamFields, bytes, limits.head());
    bytes = stream.octets();
    if (fault == null) {
      fault = lines(stream.length());
    }
    return fault == null ? streamFraming(isWhole) : fault;
  }

  /// The end of a stream's body is known by its last frame; a length, where one is told, has to
  /// agree. One of 0 whose end is still to come is passed on as unknown, so that nothing behind it
  /// can be a second reading.
  private @Nullable Fault streamFraming(boolean isWhole) {
    if (isWhole) {
      return framing == Framing.NONE ? null : Fault.LENGTH;
    }
    framing = framing == Framing.NONE ? Framing.CHUNKED : framing;
    return null;
  }

  private @Nullable Fault lines(int headLength) {
    int feed = 0;
    while (bytes[feed] != '\n') {
      feed++;
    }
    Fault fault = line.read(bytes, feed - 1, limits.target());
    if (fault == null) {
      fault = fields.read(bytes, feed + 1, headLength - 2, names);
    }
    return fault == null ? meaning() : fault;
  }

  private @Nullable Fault meaning() {
    framing = Framing.NONE;
    length = 0;
    host = -1;
    upgrade = -1;
    isExpecting = false;
    boolean hasLength = false;
    for (int i = 0; i < fields.count(); i++) {
      Fault fault =
          switch (fields.role(i)) {
            case HOST -> host(i);
            case CONTENT_LENGTH -> hasLength ? Fault.LENGTH : length(i);
            case TRANSFER_ENCODING -> coding(i);
            case EXPECT -> expect(i);
            case UPGRADE -> upgrade(i);
            case OVERRIDE -> Fault.OVERRIDE;
            case PLAIN,
                USER_AGENT,
                CONNECTION,
                HOP,
                FORWARDED_FOR,
                FORWARDED,
                IDENTITY,
                CREDENTIAL,
                SIGNATURE_INPUT ->
                null;
          };
      if (fault != null) {
        return fault;
      }
      hasLength |= fields.role(i) == Role.CONTENT_LENGTH;
    }
    if (hasLength && framing == Framing.CHUNKED) {
      return Fault.TWO_LENGTHS;
    }
    framing = hasLength && length > 0 ? Framing.LENGTH : framing;
    return host < 0 ? Fault.HOST : authorityAndConnection();
  }

  private @Nullable Fault authorityAndConnection() {
    if (line.authorityEnd() > 0
        && !fields.isWord(
            line.authorityStart(),
            line.authorityEnd(),
            fields.value(host).toLowerCase(Locale.ROOT))) {
      return Fault.AUTHORITY;
    }
    FieldLines.Connection said = fields.endHops();
    if (said == null) {
      return Fault.CONNECTION;
    }
    connection = said;
    return null;
  }

  private @Nullable Fault host(int field) {
    int from = fields.valueStart(field);
    int to = fields.valueEnd(field);
    boolean fits =
        host < 0 && to > from && to - from <= LONGEST_HOST && Authority.is(bytes, from, to);
    host = field;
    return fits ? null : Fault.HOST;
  }

  private @Nullable Fault length(int field) {
    long read = Lengths.decimal(bytes, fields.valueStart(field), fields.valueEnd(field));
    length = read;
    return read < 0 ? Fault.LENGTH : null;
  }

  private @Nullable Fault coding(int field) {
    if (framing == Framing.CHUNKED || line.isOld() || !fields.isValue(field, "chunked")) {
      return Fault.CODING;
    }
    framing = Framing.CHUNKED;
    return null;
  }

  private @Nullable Fault expect(int field) {
    boolean fits = !isExpecting && !line.isOld() && fields.isValue(field, "100-continue");
    isExpecting = true;
    return fits ? null : Fault.EXPECT;
  }

  private @Nullable Fault upgrade(int field) {
    boolean first = upgrade < 0;
    upgrade = field;
    return first ? null : Fault.CONNECTION;
  }

  public FieldLines fields() {
    return fields;
  }

  public String method() {
    return line.method();
  }

  /// In normal form, without query.
  public String path() {
    return line.path();
  }

  public int targetStart() {
    return line.targetStart();
  }

  public int targetEnd() {
    return line.targetEnd();
  }

  /// Where the query begins, at its `?`; [#targetEnd] if there is none.
  public int queryStart() {
    return line.queryStart();
  }

  /// Path and query.
  public String target() {
    return line.target();
  }

  /// The value of the one header Host.
  public String host() {
    return fields.value(host);
  }

  /// Whether it speaks HTTP/1.0.
  public boolean isOld() {
    return line.isOld();
  }

  public Framing framing() {
    return framing;
  }

  /// Octets of the body, where [#framing] is by length.
  public long length() {
    return length;
  }

  /// Whether a body is usual with the method and there is none, so that its length is told as 0.
  public boolean isEmptied() {
    return framing == Framing.NONE
        && (method().equals("POST") || method().equals("PUT") || method().equals("PATCH"));
  }

  /// Whether the client waits for a word before it sends the body.
  public boolean isExpecting() {
    return isExpecting && framing != Framing.NONE;
  }

  /// Whether the client takes trailers, and says so in a way that every version of HTTP has.
  public boolean takesTrailers() {
    for (int i = 0; i < fields.count(); i++) {
      if (fields.role(i) == Role.HOP && fields.isNamed(i, "te") && fields.isValue(i, "trailers")) {
        return true;
      }
    }
    return false;
  }

  /// Whether the connection is to be used again.
  public boolean isKeptAlive() {
    return !line.isOld() && connection != FieldLines.Connection.CLOSE;
  }

  /// Whether the connection is to become a WebSocket; any other upgrade is left out, as if it had
  /// not been asked for.
  public boolean isWebSocket() {
    return !line.isOld()
        && connection == FieldLines.Connection.UPGRADE
        && upgrade >= 0
        && framing == Framing.NONE
        && method().equals("GET")
        && fields.isValue(upgrade, "websocket");
  }
}
