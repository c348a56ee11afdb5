package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the journal's key says of all that was written until then: so many entries, and the hash
/// that binds them. Whoever keeps a copy elsewhere can tell later whether any of it was taken away.
///
/// @param purpose what it says
/// @param journal id of the journal, hexadecimal
/// @param segment the segment it stands in; of an anchor: the first that is kept
/// @param entry number of the last entry before it
/// @param timeMicros when it was signed, by the journal's clock
/// @param hash SHA-256 of the last frame before it, hexadecimal
/// @param signature Ed25519 of the above, Base64
public record SignedHead(
    Purpose purpose,
    String journal,
    long segment,
    long entry,
    long timeMicros,
    String hash,
    String signature) {

  /// What a head says.
  public enum Purpose {
    /// More may follow in the segment.
    OPEN,
    /// The segment ends here, whole.
    SEALED,
    /// What is before was dropped, because it was kept for as long as it was to be.
    ANCHOR
  }

  private static final String WORD = "warder-journal-head-1";
  private static final HexFormat HEX = HexFormat.of();
  private static final int MAX_LINE = 1_024;

  static SignedHead sign(
      SigningKey key,
      Purpose purpose,
      byte[] journal,
      long segment,
      long entry,
      long timeMicros,
      byte[] hash) {
    SignedHead unsigned =
        new SignedHead(
            purpose, HEX.formatHex(journal), segment, entry, timeMicros, HEX.formatHex(hash), "");
    byte[] signature = key.sign(unsigned.message());
    return new SignedHead(
        purpose,
        unsigned.journal,
        segment,
        entry,
        timeMicros,
        unsigned.hash,
        Base64.getEncoder().encodeToString(signature));
  }

  /// Whether the owner of a key signed it.
  boolean isSignedBy(byte[] publicKey) {
    try {
      return SigningKey.verify(publicKey, message(), Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private byte[] message() {
    return (WORD
            + " "
            + purpose.name().toLowerCase(Locale.ROOT)
            + " journal="
            + journal
            + " segment="
            + segment
            + " entry="
            + entry
            + " time="
            + timeMicros
            + " hash="
            + hash)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// As one line, to copy elsewhere.
  public String line() {
    return new String(message(), StandardCharsets.US_ASCII) + " signature=" + signature;
  }

  /// The head that a line tells.
  ///
  /// @return null if it tells none
  public static @Nullable SignedHead ofLine(String text) {
    String line = text.strip();
    String[] words = line.length() > MAX_LINE ? new String[0] : line.split(" ", -1);
    if (words.length != 8 || !words[0].equals(WORD)) {
      return null;
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      fields.put(words[i].substring(0, Math.max(0, equals)), words[i].substring(equals + 1));
    }
    try {
      return new SignedHead(
          Purpose.valueOf(words[1].toUpperCase(Locale.ROOT)),
          fields.getOrDefault("journal", ""),
          Long.parseLong(fields.getOrDefault("segment", "")),
          Long.parseLong(fields.getOrDefault("entry", "")),
          Long.parseLong(fields.getOrDefault("time", "")),
          fields.getOrDefault("hash", ""),
          fields.getOrDefault("signature", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Writes what of it a frame does not tell already: purpose, time, signature.
  void writeTo(ByteWriter out) {
    out.byte1(purpose == Purpose.SEALED ? 1 : 0);
    out.long8(timeMicros);
    out.bytes(Base64.getDecoder().decode(signature));
  }

  static SignedHead readFrom(ByteReader in, byte[] journal, long segment, long entry, byte[] hash)
      throws MalformedException {
    Purpose purpose = in.byte1() == 1 ? Purpose.SEALED : Purpose.OPEN;
    long micros = in.long8();
    String signature = Base64.getEncoder().encodeToString(in.bytes(64));
    return new SignedHead(
        purpose, HEX.formatHex(journal), segment, entry, micros, HEX.formatHex(hash), signature);
  }
}
