package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// How a journal is kept.
///
/// @param sizes of buffers and files
/// @param pace how often what nobody waits for is forced and signed
/// @param whenBehind what happens to an entry that comes while the buffer is full
/// @param whenFull what happens when the disk is full
/// @param retention how long entries are kept
/// @param keys where keys are
/// @param clock tells when heads are signed and segments begun; never an entry's time
public record JournalSettings(
    Sizes sizes,
    Pace pace,
    WhenBehind whenBehind,
    WhenFull whenFull,
    Retention retention,
    Keys keys,
    InstantSource clock) {

  public JournalSettings {
    requireNonNull(sizes, "sizes is null");
    requireNonNull(pace, "pace is null");
    requireNonNull(whenBehind, "whenBehind is null");
    requireNonNull(whenFull, "whenFull is null");
    requireNonNull(retention, "retention is null");
    requireNonNull(keys, "keys is null");
    requireNonNull(clock, "clock is null");
  }

  /// Whatever is nowhere said otherwise.
  public static JournalSettings defaults() {
    return new JournalSettings(
        Sizes.DEFAULT,
        Pace.DEFAULT,
        WhenBehind.WAIT,
        WhenFull.GO_ON,
        Retention.FOR_EVER,
        Keys.IN_THE_FOLDER,
        InstantSource.system());
  }

  public JournalSettings with(Sizes other) {
    return new JournalSettings(other, pace, whenBehind, whenFull, retention, keys, clock);
  }

  public JournalSettings with(Pace other) {
    return new JournalSettings(sizes, other, whenBehind, whenFull, retention, keys, clock);
  }

  public JournalSettings with(WhenBehind other) {
    return new JournalSettings(sizes, pace, other, whenFull, retention, keys, clock);
  }

  public JournalSettings with(WhenFull other) {
    return new JournalSettings(sizes, pace, whenBehind, other, retention, keys, clock);
  }

  public JournalSettings with(Retention other) {
    return new JournalSettings(sizes, pace, whenBehind, whenFull, other, keys, clock);
  }

  public JournalSettings with(Keys other) {
    return new JournalSettings(sizes, pace, whenBehind, whenFull, retention, other, clock);
  }

  public JournalSettings with(InstantSource other) {
    return new JournalSettings(sizes, pace, whenBehind, whenFull, retention, keys, other);
  }

  /// Bytes of buffers and files.
  ///
  /// @param block a block is closed when it has so many; one entry may be longer
  /// @param buffer entries that wait to be written
  /// @param segment a file is closed when it has so many
  /// @param reserve kept free by a file of that size, so that changes can still be written down
  ///   when the disk is full
  /// @param recent entries kept in memory for who follows close behind, about; 0 for none
  public record Sizes(int block, int buffer, long segment, long reserve, int recent) {
    public static final Sizes DEFAULT = new Sizes(256 << 10, 8 << 20, 64L << 20, 16L << 20);

    /// Nobody follows.
    public Sizes(int block, int buffer, long segment, long reserve) {
      this(block, buffer, segment, reserve, 0);
    }

    public Sizes {
      if (block < 64 || block > 1 << 20) {
        throw new IllegalArgumentException("block is not 64 bytes to 1 MiB: " + block);
      }
      if (buffer < block || buffer > 1 << 30) {
        throw new IllegalArgumentException("buffer is not a block to 1 GiB: " + buffer);
      }
      if (segment < 1_024 || segment > 1L << 34) {
        throw new IllegalArgumentException("segment is not 1 KiB to 16 GiB: " + segment);
      }
      if (reserve < 0) {
        throw new IllegalArgumentException("reserve is negative: " + reserve);
      }
      if (recent < 0) {
        throw new IllegalArgumentException("recent is negative: " + recent);
      }
    }
  }

  /// How often the journal acts of its own accord.
  ///
  /// @param flush longest time that an entry nobody waits for stays in memory alone
  /// @param sign longest time that what is forced stays without a signed head
  public record Pace(Duration flush, Duration sign) {
    public static final Pace DEFAULT = new Pace(Duration.ofMillis(200), Duration.ofSeconds(1));

    public Pace {
      if (flush.isNegative() || flush.isZero()) {
        throw new IllegalArgumentException("flush is not positive: " + flush);
      }
      if (sign.isNegative()) {
        throw new IllegalArgumentException("sign is negative: " + sign);
      }
    }
  }

  /// What happens to an entry that comes while the buffer is full. An [EntryKind#AUDIT] always
  /// waits.
  public enum WhenBehind {
    WAIT,
    /// It is counted as lost, and [Journal#append] answers 0.
    LOSE
  }

  /// What happens when the disk is full.
  public enum WhenFull {
    /// Calls go on: changes are written into the reserve and then refused, everything else is
    /// counted as lost, and [Journal#append] answers 0 for it.
    GO_ON,
    /// The journal takes nothing more, so that whoever must not go on without a record stops.
    STOP
  }

  /// How long entries are kept. Whole segments are dropped, oldest first.
  ///
  /// @param age since the segment after it was begun; a segment grows for at most an eighth of it
  /// @param bytes of all segments together
  public record Retention(Duration age, long bytes) {
    public static final Retention FOR_EVER =
        new Retention(Duration.ofDays(365_000), Long.MAX_VALUE);

    public Retention {
      if (age.isNegative() || bytes < 0) {
        throw new IllegalArgumentException("age or bytes is negative: " + age + ", " + bytes);
      }
    }

    /// Whether nothing is ever dropped.
    public boolean isForEver() {
      return equals(FOR_EVER);
    }
  }

  /// Where keys are; null stands for a file in the journal's folder.
  ///
  /// @param signing the private key that signs heads
  /// @param master the key that wraps the tenants' keys
  public record Keys(@Nullable Path signing, @Nullable Path master) {
    public static final Keys IN_THE_FOLDER = new Keys(null, null);
  }
}
