package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.model.SourceClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads the network table that ships in the jar.
///
///     header   "WARDERIP"   8 bytes
///              version      1 byte, 1
///              body length  4 bytes, before compression
///              body CRC-32  4 bytes, before compression
///     body, one zlib stream to the end of the file:
///              date         varint, days since 1970-01-01
///              source, attribution                              text
///              number of faults, then each                      varint, text
///              number of systems                                varint
///                number, minus the number before                varint each
///                class                                          1 byte each, see CLASSES
///                length of the holder's name                    varint each
///                names, one after the other                     UTF-8
///              number of countries, at most 256, then each      varint, varint (see CountryCode)
///              IPv4: number of boundaries                       varint
///                start, minus the start before                  step each
///                position of the system (0 none)                varint each
///                position of the country                        1 byte each
///              IPv6: number of boundaries                       varint
///                first half, minus the first half before        step each
///                second half                                    step each
///                system, country                                as above
///
/// A *varint* is little-endian base 128. A *text* is a varint of its length in bytes, then UTF-8. A
/// *step* is one byte, the number of trailing zero bits `z` (64 for a step of 0), then a varint of
/// `step >>> z >>> 1`: starts are mostly multiples of 256, and the lowest bit left is always 1.
/// Columns stand one after the other because equal things then lie close, which packs better.
///
/// - Errors: [NetworkTableException] for whatever is not exactly such a file
final class PackedTable {

  static final byte[] MAGIC = "WARDERIP".getBytes(UTF_8);
  static final int VERSION = 1;
  static final int HEADER_BYTES = 17;
  static final String RESOURCE = "networks.bin";

  /// Codes of classes, by position: what is written must not change when the enum does.
  static final List<SourceClass> CLASSES =
      List.of(
          SourceClass.UNKNOWN,
          SourceClass.ISP,
          SourceClass.MOBILE,
          SourceClass.CLOUD,
          SourceClass.HOSTING,
          SourceClass.VPN,
          SourceClass.CORPORATE,
          SourceClass.EDUCATION);

  private static final int MAX_BODY_BYTES = 1 << 28;

  private final PackedBody body;

  private PackedTable(PackedBody body) {
    this.body = body;
  }

  static NetworkTable standard() {
    try (InputStream in = PackedTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is not in the jar");
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NetworkTable read(byte[] file) {
    try {
      return new PackedTable(new PackedBody(inflate(file))).table();
    } catch (IndexOutOfBoundsException e) {
      throw NetworkTableException.invalid("network table: a column ends early");
    }
  }

  private static byte[] inflate(byte[] file) {
    if (file.length < HEADER_BYTES) {
      throw NetworkTableException.invalid("network table: shorter than its header");
    }
    ByteBuffer header = ByteBuffer.wrap(file, 0, HEADER_BYTES);
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw NetworkTableException.invalid("network table: not such a file");
    }
    int version = header.get();
    if (version != VERSION) {
      throw NetworkTableException.invalid("network table: unknown version " + version);
    }
    int length = header.getInt();
    if (length < 0 || length > MAX_BODY_BYTES) {
      throw NetworkTableException.invalid("network table: impossible length " + length);
    }
    return checked(inflate(file, new byte[length]), header.getInt());
  }

  private static byte[] inflate(byte[] file, byte[] body) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, HEADER_BYTES, file.length - HEADER_BYTES);
      int length = inflater.inflate(body);
      boolean atEnd = inflater.finished() || inflater.inflate(new byte[1]) == 0;
      if (length < body.length || !atEnd || !inflater.finished() || inflater.getRemaining() > 0) {
        throw NetworkTableException.invalid("network table: cut short or too long");
      }
      return body;
    } catch (DataFormatException e) {
      throw NetworkTableException.invalid("network table: damaged (" + e.getMessage() + ")");
    } finally {
      inflater.end();
    }
  }

  private static byte[] checked(byte[] body, int expected) {
    CRC32 crc = new CRC32();
    crc.update(body);
    if ((int) crc.getValue() != expected) {
      throw NetworkTableException.invalid("network table: checksum does not match");
    }
    return body;
  }

  private NetworkTable table() {
    TableOrigin origin = origin();
    AutonomousSystems systems = systems();
    int[] countries = countries();
    Ipv4Ranges ipv4 = ipv4(systems.size(), countries);
    Ipv6Ranges ipv6 = ipv6(systems.size(), countries);
    if (!body.isAtEnd()) {
      throw NetworkTableException.invalid("network table: more than expected");
    }
    return new NetworkTable(origin, systems, ipv4, ipv6);
  }

  private TableOrigin origin() {
    LocalDate date = LocalDate.ofEpochDay(body.varint());
    String source = body.text();
    String attribution = body.text();
    List<String> faults = new ArrayList<>();
    for (int left = body.count(); left > 0; left--) {
      faults.add(body.text());
    }
    return new TableOrigin(source, date, attribution, faults);
  }

  private AutonomousSystems systems() {
    int size = body.count();
    int[] numbers = body.ascending(size);
    SourceClass[] classes = new SourceClass[size];
    for (int i = 0; i < size; i++) {
      classes[i] = CLASSES.get(body.octet());
    }
    int[] nameEnds = body.ascending(size);
    byte[] names = body.octets(size == 0 ? 0 : nameEnds[size - 1]);
    return new AutonomousSystems(numbers, classes, names, nameEnds);
  }

  private Ipv4Ranges ipv4(int systems, int[] countries) {
    int size = body.count();
    int[] starts = new int[size];
    int start = 0;
    for (int i = 0; i < size; i++) {
      start += (int) body.step();
      starts[i] = start;
    }
    return new Ipv4Ranges(starts, entries(size, systems, countries));
  }

  private Ipv6Ranges ipv6(int systems, int[] countries) {
    int size = body.count();
    long[] highs = new long[size];
    long high = 0;
    for (int i = 0; i < size; i++) {
      high += body.step();
      highs[i] = high;
    }
    long[] lows = new long[size];
    for (int i = 0; i < size; i++) {
      lows[i] = body.step();
    }
    return new Ipv6Ranges(highs, lows, entries(size, systems, countries));
  }

  private int[] entries(int size, int systems, int[] countries) {
    int[] entries = new int[size];
    for (int i = 0; i < size; i++) {
      int system = body.count();
      if (system >= systems) {
        throw NetworkTableException.invalid("network table: no system at position " + system);
      }
      entries[i] = Entry.of(system, 0);
    }
    for (int i = 0; i < size; i++) {
      entries[i] |= countries[body.octet()];
    }
    return entries;
  }

  private int[] countries() {
    int[] countries = new int[body.count()];
    for (int i = 0; i < countries.length; i++) {
      countries[i] = body.count();
      if (!CountryCode.isCode(countries[i])) {
        throw NetworkTableException.invalid("network table: no country " + countries[i]);
      }
    }
    return countries;
  }
}
