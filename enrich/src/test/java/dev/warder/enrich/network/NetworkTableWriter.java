package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes a table in the layout that [PackedTable] describes; equal tables give equal bytes.
final class NetworkTableWriter {

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private int[] countries = {};

  private NetworkTableWriter() {}

  static byte[] write(NetworkTable table) {
    return pack(body(table));
  }

  static byte[] body(NetworkTable table) {
    NetworkTableWriter writer = new NetworkTableWriter();
    writer.origin(table.origin());
    writer.systems(table.systems());
    writer.countries(table);
    writer.ipv4(table.ipv4());
    writer.ipv6(table.ipv6());
    return writer.body.toByteArray();
  }

  /// Puts the header before a body and compresses it.
  static byte[] pack(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    ByteBuffer header =
        ByteBuffer.allocate(PackedTable.HEADER_BYTES)
            .put(PackedTable.MAGIC)
            .put((byte) PackedTable.VERSION)
            .putInt(body.length)
            .putInt((int) crc.getValue());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header.array());
    deflate(body, file);
    return file.toByteArray();
  }

  private static void deflate(byte[] body, ByteArrayOutputStream file) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(body);
    deflater.finish();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      file.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
  }

  private void origin(TableOrigin origin) {
    varint(origin.date().toEpochDay());
    text(origin.source());
    text(origin.attribution());
    varint(origin.faults().size());
    origin.faults().forEach(this::text);
  }

  private void systems(AutonomousSystems systems) {
    int size = systems.size();
    varint(size);
    for (int i = 0; i < size; i++) {
      varint(systems.number(i) - (i == 0 ? 0 : systems.number(i - 1)));
    }
    for (int i = 0; i < size; i++) {
      body.write(PackedTable.CLASSES.indexOf(systems.sourceClass(i)));
    }
    for (int i = 0; i < size; i++) {
      varint(systems.name(i).getBytes(UTF_8).length);
    }
    for (int i = 0; i < size; i++) {
      body.writeBytes(systems.name(i).getBytes(UTF_8));
    }
  }

  private void countries(NetworkTable table) {
    IntStream ipv4 = IntStream.range(0, table.ipv4().size()).map(table.ipv4()::entry);
    IntStream ipv6 = IntStream.range(0, table.ipv6().size()).map(table.ipv6()::entry);
    countries = IntStream.concat(ipv4, ipv6).map(Entry::country).sorted().distinct().toArray();
    if (countries.length > 256) {
      throw new IllegalStateException("more countries than a byte tells apart");
    }
    varint(countries.length);
    for (int country : countries) {
      varint(country);
    }
  }

  private void ipv4(Ipv4Ranges ranges) {
    varint(ranges.size());
    long before = 0;
    for (int start : ranges.starts()) {
      step(Integer.toUnsignedLong(start) - before);
      before = Integer.toUnsignedLong(start);
    }
    entries(ranges.size(), ranges::entry);
  }

  private void ipv6(Ipv6Ranges ranges) {
    varint(ranges.size());
    long before = 0;
    for (int i = 0; i < ranges.size(); i++) {
      step(ranges.start(i).high() - before);
      before = ranges.start(i).high();
    }
    for (int i = 0; i < ranges.size(); i++) {
      step(ranges.start(i).low());
    }
    entries(ranges.size(), ranges::entry);
  }

  private void entries(int size, IntUnaryOperator entry) {
    for (int i = 0; i < size; i++) {
      varint(Entry.system(entry.applyAsInt(i)));
    }
    for (int i = 0; i < size; i++) {
      body.write(Arrays.binarySearch(countries, Entry.country(entry.applyAsInt(i))));
    }
  }

  private void step(long value) {
    int zeros = Long.numberOfTrailingZeros(value);
    body.write(zeros);
    varint(value == 0 ? 0 : value >>> zeros >>> 1);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    varint(bytes.length);
    body.writeBytes(bytes);
  }

  private void varint(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      body.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    body.write((int) rest);
  }
}
