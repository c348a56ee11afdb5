package dev.warder.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The least that reading NDJSON can cost with Jackson: every token of every line is visited and
/// nothing is done with it. `JacksonParse FILE THREADS` prints how many lines and tokens it saw.
///
/// Threads take the file in blocks; a line belongs to the block in which it begins.
public final class JacksonParse {
  private static final int BLOCK_BYTES = 4 << 20;

  /// The longest line: what is read past a block to end its last line.
  private static final int LINE_BYTES = 1 << 16;

  private final JsonFactory json = new JsonFactory();
  private final AtomicLong nextBlock = new AtomicLong();
  private final FileChannel file;
  private final long sizeBytes;
  private final int blockBytes;

  private JacksonParse(FileChannel file, int blockBytes) throws IOException {
    this.file = file;
    this.sizeBytes = file.size();
    this.blockBytes = blockBytes;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("usage: JacksonParse FILE THREADS");
      System.exit(2);
    }
    Seen seen = parse(Path.of(args[0]), Integer.parseInt(args[1]), BLOCK_BYTES);
    System.out.println("lines=" + seen.lines() + " tokens=" + seen.tokens());
  }

  /// What was visited; lines are objects that stand on the outermost level.
  record Seen(long lines, long tokens) {}

  static Seen parse(Path path, int threads, int blockBytes)
      throws IOException, InterruptedException, ExecutionException {
    try (FileChannel file = FileChannel.open(path);
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      JacksonParse parse = new JacksonParse(file, blockBytes);
      List<Future<Seen>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(parse::blocks));
      }
      long lines = 0;
      long tokens = 0;
      for (Future<Seen> part : parts) {
        lines += part.get().lines();
        tokens += part.get().tokens();
      }
      return new Seen(lines, tokens);
    }
  }

  private Seen blocks() throws IOException {
    byte[] bytes = new byte[blockBytes + LINE_BYTES + 1];
    long lines = 0;
    long tokens = 0;
    while (true) {
      long start = nextBlock.getAndIncrement() * blockBytes;
      if (start >= sizeBytes) {
        return new Seen(lines, tokens);
      }
      // One byte before the block tells whether a line begins with it.
      int lead = start == 0 ? 0 : 1;
      int length = read(bytes, start - lead);
      int from = lead == 0 ? 0 : afterNewline(bytes, 0, length);
      int to = length <= blockBytes ? length : afterNewline(bytes, blockBytes + lead - 1, length);
      if (from < to) {
        try (JsonParser parser =
            json.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
          int depth = 0;
          for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            tokens++;
            if (token.isStructStart() && depth++ == 0) {
              lines++;
            } else if (token.isStructEnd()) {
              depth--;
            }
          }
        }
      }
    }
  }

  private int read(byte[] bytes, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      int count = file.read(buffer, position + buffer.position());
      if (count < 0) {
        break;
      }
    }
    return buffer.position();
  }

  private static int afterNewline(byte[] bytes, int from, int length) {
    for (int i = from; i < length; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    if (length == bytes.length) {
      throw new IllegalStateException("a line is longer than " + LINE_BYTES + " bytes");
    }
    return length;
  }
}
