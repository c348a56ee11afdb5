package dev.warder.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A caller, or an API, that sends the frames of HTTP/2 it is told to, right or wrong, and reads
/// those that come. Its heads are written plainly: no table, no Huffman code.
final class FrameClient implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  static final int NO_ERROR = 0;
  static final int PROTOCOL_ERROR = 1;
  static final int INTERNAL_ERROR = 2;
  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;
  static final int COMPRESSION_ERROR = 9;
  static final int ENHANCE_YOUR_CALM = 11;

  /// Octets of a frame that everybody takes.
  private static final int LONGEST = 16_384;

  /// Nothing was said.
  static final int NONE = -1;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final InputStream in;
  private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false, 1 << 20);
  private final Map<Integer, Answer> answers = new LinkedHashMap<>();
  private final Map<Integer, Integer> windows = new LinkedHashMap<>();
  private boolean gives = true;
  private int goAway = NONE;
  private int lastTaken = NONE;
  private int next = 1;
  private int taken;
  private final List<Integer> begun = new ArrayList<>();
  final Map<Integer, Integer> settings = new LinkedHashMap<>();

  private FrameClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /// One that has said nothing yet.
  static FrameClient silent(int port) throws IOException {
    return new FrameClient(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /// One that has begun as it should.
  static FrameClient of(int port) throws IOException {
    return silent(port).begin();
  }

  /// The other end of a gate's connection, with what it wants to be set.
  static FrameClient accepted(Socket socket, int... pairs) throws IOException {
    FrameClient made = new FrameClient(socket);
    if (!Arrays.equals(made.in.readNBytes(PREFACE.length), PREFACE)) {
      throw new IOException("no HTTP/2");
    }
    return made.set(pairs);
  }

  FrameClient begin(int... pairs) throws IOException {
    return raw(PREFACE).set(pairs);
  }

  FrameClient set(int... pairs) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
    for (int i = 0; i < pairs.length; i += 2) {
      payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
    }
    return frame(SETTINGS, 0, 0, payload.array());
  }

  /// Gives no windows back from now on.
  FrameClient keeping() {
    gives = false;
    return this;
  }

  Socket socket() {
    return socket;
  }

  /// What became of a stream.
  static final class Answer {
    final List<String> interim = new ArrayList<>();
    final Map<String, String> head = new LinkedHashMap<>();
    final Map<String, String> trailers = new LinkedHashMap<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean isWhole;
    int reset = NONE;

    int status() {
      return Integer.parseInt(head.getOrDefault(":status", "0"));
    }

    String text() {
      return body.toString(StandardCharsets.UTF_8);
    }

    boolean isOver() {
      return isWhole || reset != NONE;
    }

    @Override
    public String toString() {
      return head + " " + text() + (isWhole ? "" : " not whole") + " reset " + reset;
    }
  }

  FrameClient raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  static byte[] bytes(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  FrameClient frame(int type, int flags, int stream, byte[] payload) throws IOException {
    return raw(bytes(type, flags, stream, payload));
  }

  /// The octets of fields, names and values in turn.
  static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      text(fields[i], block);
      text(fields[i + 1], block);
    }
    return block.toByteArray();
  }

  private static void text(String text, ByteArrayOutputStream block) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int rest = octets.length - 127;
    block.write(Math.min(octets.length, 127));
    if (rest >= 0) {
      for (; rest >= 128; rest >>= 7) {
        block.write((rest & 127) | 128);
      }
      block.write(rest);
    }
    block.writeBytes(octets);
  }

  static String[] get(String path, String... more) {
    return with("GET", path, more);
  }

  static String[] with(String method, String path, String... more) {
    List<String> fields = new ArrayList<>();
    fields.addAll(
        List.of(":method", method, ":scheme", "http", ":authority", "api.example", ":path", path));
    fields.addAll(List.of("x-api-key", "good"));
    fields.addAll(List.of(more));
    return fields.toArray(String[]::new);
  }

  /// Begins a stream that is whole with its head.
  int call(String... fields) throws IOException {
    return call(END_STREAM, fields);
  }

  /// Begins a stream whose body is to come.
  int open(String... fields) throws IOException {
    return call(0, fields);
  }

  private int call(int flags, String... fields) throws IOException {
    int stream = next;
    next += 2;
    head(stream, flags, fields);
    return stream;
  }

  /// Sends fields of a stream.
  FrameClient head(int stream, int flags, String... fields) throws IOException {
    byte[] block = block(fields);
    int first = Math.min(block.length, LONGEST);
    int ends = first == block.length ? END_HEADERS : 0;
    frame(HEADERS, flags | ends, stream, Arrays.copyOf(block, first));
    for (int at = first; at < block.length; at += LONGEST) {
      int to = Math.min(block.length, at + LONGEST);
      int last = to == block.length ? END_HEADERS : 0;
      frame(CONTINUATION, last, stream, Arrays.copyOfRange(block, at, to));
    }
    return this;
  }

  /// The number of the next stream, which then is taken.
  int take() {
    next += 2;
    return next - 2;
  }

  FrameClient data(int stream, String text, boolean isLast) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return frame(DATA, isLast ? END_STREAM : 0, stream, octets);
  }

  FrameClient window(int stream, int octets) throws IOException {
    return frame(
        WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(Integer.BYTES).putInt(octets).array());
  }

  FrameClient reset(int stream) throws IOException {
    return reset(stream, CANCEL);
  }

  FrameClient reset(int stream, int why) throws IOException {
    return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(Integer.BYTES).putInt(why).array());
  }

  FrameClient goAway(int last, int why) throws IOException {
    return frame(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(why).array());
  }

  /// The next stream whose head came.
  int begun() throws IOException {
    until(() -> begun.size() > taken);
    return begun.get(taken++);
  }

  /// The next stream, once all of it came.
  int whole() throws IOException {
    int stream = begun();
    until(seen(stream)::isOver);
    return stream;
  }

  /// Sends a body as far as windows allow.
  ///
  /// @param most how long to wait for a window
  /// @return octets that were sent; the last of them end the stream
  int upload(int stream, int octets, Duration most) throws IOException {
    int usual = socket.getSoTimeout();
    int left = octets;
    while (left > 0) {
      int room = Math.min(window(0), window(stream));
      if (room <= 0) {
        socket.setSoTimeout((int) most.toMillis());
        try {
          read();
        } catch (SocketTimeoutException e) {
          break;
        } finally {
          socket.setSoTimeout(usual);
        }
        continue;
      }
      int part = Math.min(Math.min(room, LONGEST), left);
      left -= part;
      frame(DATA, left == 0 ? END_STREAM : 0, stream, new byte[part]);
      windows.merge(0, -part, Integer::sum);
      windows.merge(stream, -part, Integer::sum);
    }
    return octets - left;
  }

  private int window(int stream) {
    return windows.computeIfAbsent(stream, unknown -> 65_535);
  }

  /// What became of a stream so far.
  Answer seen(int stream) {
    return answers.computeIfAbsent(stream, unknown -> new Answer());
  }

  /// Reads until a stream is over.
  Answer answer(int stream) throws IOException {
    Answer answer = seen(stream);
    until(answer::isOver);
    return answer;
  }

  /// Reads until something is so.
  void until(BooleanSupplier so) throws IOException {
    while (!so.getAsBoolean()) {
      if (goAway > NO_ERROR) {
        throw new IOException("the connection was ended: " + goAway);
      }
      read();
    }
  }

  /// Reads until the other side says that it goes, or ends.
  ///
  /// @return the error it names; [#NONE] if it ends without a word
  int goAway() {
    try {
      while (goAway == NONE) {
        read();
      }
    } catch (EOFException | SocketException e) {
      return goAway;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return goAway;
  }

  /// The last stream that the other side says it took.
  int lastTaken() {
    return lastTaken;
  }

  /// Whether the other side ends the connection; waits for it.
  boolean isEnded() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  /// Reads until all that was sent before is answered to.
  FrameClient settle() throws IOException {
    frame(PING, 0, 0, new byte[8]);
    int before = pongs;
    until(() -> pongs > before);
    return this;
  }

  private int pongs;

  void read() throws IOException {
    byte[] head = in.readNBytes(9);
    if (head.length < 9) {
      throw new EOFException("ended");
    }
    ByteBuffer fields = ByteBuffer.wrap(head);
    int length = ((fields.get() & 255) << 16) | (fields.getShort() & 65_535);
    int type = fields.get();
    int flags = fields.get();
    int stream = fields.getInt();
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("ended in a frame");
    }
    take(type, flags, stream, payload);
  }

  private void take(int type, int flags, int stream, byte[] payload) throws IOException {
    switch (type) {
      case DATA -> {
        Answer answer = seen(stream);
        answer.body.writeBytes(payload);
        answer.isWhole |= (flags & END_STREAM) != 0;
        if (gives && payload.length > 0) {
          window(0, payload.length);
          if (!answer.isWhole) {
            window(stream, payload.length);
          }
        }
      }
      case HEADERS -> fields(stream, (flags & END_STREAM) != 0, payload);
      case RST_STREAM -> seen(stream).reset = ByteBuffer.wrap(payload).getInt();
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          ByteBuffer pairs = ByteBuffer.wrap(payload);
          while (pairs.hasRemaining()) {
            settings.put((int) pairs.getShort(), pairs.getInt());
          }
          frame(SETTINGS, ACK, 0, new byte[0]);
        }
      }
      case WINDOW_UPDATE -> windows.put(stream, window(stream) + ByteBuffer.wrap(payload).getInt());
      case PING -> pongs += flags & ACK;
      case GOAWAY -> {
        lastTaken = ByteBuffer.wrap(payload).getInt();
        goAway = ByteBuffer.wrap(payload).getInt(Integer.BYTES);
      }
      default -> {}
    }
  }

  private void fields(int stream, boolean isLast, byte[] payload) throws IOException {
    Http2Headers read;
    try {
      read = heads.decodeHeaders(stream, Unpooled.wrappedBuffer(payload));
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
    Answer answer = seen(stream);
    CharSequence status = read.status();
    if (status != null && status.charAt(0) == '1') {
      answer.interim.add(status.toString());
      return;
    }
    if (answer.head.isEmpty()) {
      begun.add(stream);
    }
    Map<String, String> into = answer.head.isEmpty() ? answer.head : answer.trailers;
    for (Map.Entry<CharSequence, CharSequence> field : read) {
      into.merge(
          field.getKey().toString(), field.getValue().toString(), (one, two) -> one + " & " + two);
    }
    answer.isWhole |= isLast;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
