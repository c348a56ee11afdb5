package dev.warder.collect;

import dev.warder.collect.FileReport.Status;
import dev.warder.collect.json.JsonReader;
import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.sort.Sorter;
import dev.warder.collect.unpack.Damage;
import dev.warder.collect.unpack.StreamSource;
import dev.warder.collect.unpack.Unpacked;
import dev.warder.model.SharedTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;

/// What one reader thread does: opens files, cuts them into blocks, parses blocks of any file.
final class FileReader {
  private static final int SAMPLE_BYTES = 4_096;

  private final ReadRun run;
  private final CollectOptions options;
  private final InputStream stdin;
  private final Sorter.Lane lane;
  private final BufferPool pool;
  private final BlockParser parser;
  private final JsonReader probe;
  private int fileNumber;

  FileReader(
      ReadRun run,
      CollectOptions options,
      InputStream stdin,
      Enrichment enrichment,
      SharedTexts texts,
      Sorter.Lane lane,
      BufferPool pool) {
    this.run = run;
    this.options = options;
    this.stdin = stdin;
    this.lane = lane;
    this.pool = pool;
    Formats formats = Formats.of(options, new Nouns(enrichment, options.hashKey(), texts));
    RecordSink sink =
        new RecordSink((activity, sharedBytes) -> lane.add(activity, fileNumber, sharedBytes));
    parser = new BlockParser(formats, sink, options.limits());
    probe = new JsonReader(options.limits().nesting(), options.limits().recordBytes());
  }

  /// Sorts what this thread still holds.
  void finish() {
    lane.finish();
  }

  /// Parses a block and gives its buffer back.
  void parse(FileState file, Block block) {
    file.add(parsed(file, block));
    pool.give(block.bytes);
  }

  private BlockResult parsed(FileState file, Block block) {
    fileNumber = file.number();
    BlockResult result = parser.parse(block, file.format());
    run.delivered().addAndGet(result.delivered);
    return result;
  }

  /// Reads a whole file, sharing its blocks with other threads once its format is known.
  void read(FileState file) {
    if (file.file().refusal() != null) {
      return;
    }
    if (file.file().path() == null) {
      read(file, stdin);
      return;
    }
    try (InputStream in = Files.newInputStream(file.file().path())) {
      read(file, in);
    } catch (IOException e) {
      file.settle(Status.UNREADABLE, e.getClass().getSimpleName());
    }
  }

  private void read(FileState file, InputStream in) {
    AtomicLong counter = run.bytesRead();
    CollectOptions.Limits limits = options.limits();
    try (Unpacked unpacked =
        new Unpacked(
            new StreamSource(in, counter),
            limits.layers(),
            limits.expansionRatio(),
            limits.expansionFreeBytes())) {
      file.setCompression(unpacked.compression());
      if (unpacked.hasTooManyLayers()) {
        file.settle(Status.UNKNOWN_FORMAT, "packed more than " + limits.layers() + " times");
        return;
      }
      BlockSource source = new BlockSource(unpacked, pool, probe, limits, envelope());
      readBlocks(file, source);
      Damage damage = unpacked.damage();
      if (damage != null) {
        file.damage(damage, source.offset());
      }
    }
  }

  private String envelope() {
    Mapping mapping = options.mapping();
    return mapping == null ? "" : mapping.envelope();
  }

  private void readBlocks(FileState file, BlockSource source) {
    boolean known = !options.format().equals(CollectOptions.AUTO);
    if (known) {
      file.setFormat(options.format());
    }
    while (!source.hasEnded() && !run.isStopped()) {
      Block block = source.next();
      BlockResult loss = source.takeLoss();
      if (loss != null) {
        file.add(loss);
      }
      if (block == null) {
        continue;
      }
      if (known) {
        if (!run.offer(file, block)) {
          parse(file, block);
        }
      } else {
        String sample = sample(block);
        BlockResult result = parsed(file, block);
        pool.give(block.bytes);
        known = !result.format.isEmpty();
        file.setFormat(result.format);
        if (!known && result.skippedCount() > 0) {
          refuse(file, result, sample);
          return;
        }
        file.add(result);
      }
    }
    if (source.isUtf16()) {
      file.settle(Status.UNKNOWN_FORMAT, "UTF-16 text; convert it to UTF-8");
    }
  }

  /// A file that no reader knows. What people write beside logs to explain them is no loss.
  private static void refuse(FileState file, BlockResult result, String sample) {
    if (sample.equals("text") && Documentation.isNameOf(file.file().name())) {
      file.settle(Status.NOT_EVENTS, "documentation");
    } else {
      file.settle(Status.UNKNOWN_FORMAT, seen(result, sample));
    }
  }

  /// `binary` or `text`, by the control characters among the first bytes.
  private static String sample(Block block) {
    int size = Math.min(block.end, SAMPLE_BYTES);
    int odd = 0;
    for (int i = 0; i < size; i++) {
      byte c = block.bytes[i];
      odd += c == 0 ? 16 : c > 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' ? 1 : 0;
    }
    return odd * 16 > size ? "binary" : "text";
  }

  private static String seen(BlockResult result, String sample) {
    if (result.fields.isEmpty()) {
      return sample.equals("binary") ? "binary" : "text in no known format";
    }
    StringBuilder note = new StringBuilder("JSON without fields of a known format; it has");
    String separator = " ";
    for (String field : result.fields) {
      note.append(separator).append(Escaped.of(field, 40));
      separator = ", ";
    }
    return note.toString();
  }
}
