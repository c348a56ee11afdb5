package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.model.network.IpAddress;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes small MaxMind DB files (format 2.0, IPv6 tree, 24-bit records) for tests.
final class MmdbFile {

  private static final int EMPTY = -1;

  /// Per node the child for bit 0 and for bit 1: a node, [#EMPTY], or `-2 - offset` of its data.
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private MmdbFile() {}

  /// @param networks by prefix, as `address/length`
  static byte[] write(Map<String, Map<String, Object>> networks) {
    MmdbFile file = new MmdbFile();
    new TreeMap<>(networks).forEach(file::add);
    return file.bytes();
  }

  private void add(String prefix, Map<String, Object> fields) {
    int slash = prefix.indexOf('/');
    AddressText.Ip network = (AddressText.Ip) AddressText.parse(prefix.substring(0, slash));
    int length = Integer.parseInt(prefix.substring(slash + 1));
    int node = 0;
    for (int depth = 0; depth < length - 1; depth++) {
      node = child(node, bit(network.address(), depth));
    }
    nodes.get(node)[bit(network.address(), length - 1)] = -2 - data.size();
    value(data, fields);
  }

  private int child(int node, int bit) {
    int[] children = nodes.get(node);
    if (children[bit] == EMPTY) {
      children[bit] = nodes.size();
      nodes.add(new int[] {EMPTY, EMPTY});
    }
    return children[bit];
  }

  private static int bit(IpAddress address, int depth) {
    long half = depth < 64 ? address.high() : address.low();
    return (int) (half >>> (63 - (depth & 63))) & 1;
  }

  private byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int[] children : nodes) {
      for (int child : children) {
        record(file, child);
      }
    }
    file.writeBytes(new byte[16]);
    file.writeBytes(data.toByteArray());
    file.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    file.writeBytes("MaxMind.com".getBytes(UTF_8));
    value(file, metadata());
    return file.toByteArray();
  }

  private void record(ByteArrayOutputStream file, int child) {
    int record = child;
    if (child == EMPTY) {
      record = nodes.size();
    } else if (child < EMPTY) {
      record = nodes.size() + 16 + (-2 - child);
    }
    file.write(record >>> 16);
    file.write(record >>> 8);
    file.write(record);
  }

  private Map<String, Object> metadata() {
    return new TreeMap<>(
        Map.of(
            "binary_format_major_version", 2,
            "binary_format_minor_version", 0,
            "build_epoch", (int) Instant.parse("2026-01-02T03:04:05Z").getEpochSecond(),
            "database_type", "Test-ASN",
            "ip_version", 6,
            "node_count", nodes.size(),
            "record_size", 24));
  }

  private static void value(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length < 29) {
          out.write(2 << 5 | bytes.length);
        } else {
          out.write(2 << 5 | 29);
          out.write(bytes.length - 29);
        }
        out.writeBytes(bytes);
      }
      case Integer number -> {
        out.write(6 << 5 | 4);
        for (int shift = 24; shift >= 0; shift -= 8) {
          out.write(number >>> shift);
        }
      }
      case Map<?, ?> map -> {
        out.write(7 << 5 | map.size());
        map.forEach((key, inner) -> {
          value(out, key);
          value(out, inner);
        });
      }
      default -> throw new IllegalArgumentException("cannot write " + value);
    }
  }
}
