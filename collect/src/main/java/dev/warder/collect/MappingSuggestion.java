package dev.warder.collect;

import dev.warder.collect.json.JsonReader;
import dev.warder.collect.json.Tape;
import dev.warder.collect.mapping.MappingSampler;
import dev.warder.collect.unpack.StreamSource;
import dev.warder.collect.unpack.Unpacked;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Suggests a mapping for JSON logs from the first records of one.
///
/// Bounds [#MAX_RECORDS] records; what comes after is not read
///
/// Errors what is no JSON is passed over
public final class MappingSuggestion {
  private static final int MAX_RECORDS = 4_096;

  private MappingSuggestion() {}

  /// Reads a sample, plain, gzip or zstd; the stream is not closed.
  public static MappingSampler.Suggestion of(InputStream in) {
    CollectOptions.Limits limits = CollectOptions.Limits.DEFAULT;
    MappingSampler sampler = new MappingSampler();
    BufferPool pool = new BufferPool(BlockSource.paddedBufferBytes(limits));
    Format.Json probe =
        new Format.Json() {
          @Override
          public String name() {
            return Formats.DECLARED;
          }

          @Override
          public boolean read(Tape tape, int node, RecordSink sink) {
            if (sampler.records() < MAX_RECORDS) {
              sampler.add(tape, node);
            }
            return true;
          }
        };
    BlockParser parser =
        new BlockParser(
            new Formats(List.of(probe), List.of()), new RecordSink((_, _) -> {}), limits);
    try (Unpacked unpacked =
        new Unpacked(
            new StreamSource(in, new AtomicLong()),
            limits.layers(),
            limits.expansionRatio(),
            limits.expansionFreeBytes())) {
      JsonReader reader = new JsonReader(limits.nesting(), limits.recordBytes());
      BlockSource source = new BlockSource(unpacked, pool, reader, limits, "");
      while (!source.hasEnded() && sampler.records() < MAX_RECORDS) {
        Block block = source.next();
        source.takeLoss();
        if (block != null) {
          parser.parse(block, Formats.DECLARED);
          pool.give(block.bytes);
        }
      }
    }
    return sampler.suggestion();
  }
}
