package dev.warder.keys.foreign;

import dev.warder.keys.foreign.Algorithm.Kind;
import dev.warder.keys.foreign.ImportRow.BadLine;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Makes a key of the values of one line, or tells the first thing that is wrong with them.
///
/// Bounds id and integration 64 characters, texts 256, note 2,000, 64 scopes of 256; none with
/// control characters
final class ImportFields {
  private static final List<String> NAMES =
      List.of(
          "id",
          "hash",
          "salt",
          "tenant",
          "principal",
          "integration",
          "environment",
          "privileged",
          "created",
          "expires",
          "scopes",
          "owner",
          "contact",
          "note");
  private static final int MAX_TEXT = 256;
  private static final int MAX_WORD = 64;
  private static final int MAX_NOTE = 2_000;

  private final ForeignFormat format;
  private final long line;
  private final Map<String, Cell> cells;
  private LineFault fault = LineFault.MISSING_FIELD;
  private String faulty = "";

  private ImportFields(ForeignFormat format, long line, Map<String, Cell> cells) {
    this.format = format;
    this.line = line;
    this.cells = cells;
  }

  static boolean isKnown(String field) {
    return NAMES.contains(field);
  }

  static ImportRow row(ForeignFormat format, long line, Map<String, Cell> cells) {
    return new ImportFields(format, line, cells).row();
  }

  private ImportRow row() {
    String id = required("id");
    if (!id.isEmpty() && !format.fitsId(id)) {
      fail(LineFault.MALFORMED_VALUE, "id");
    }
    StoredHash hash = StoredHash.of(hash(), salt());
    String tenant = required("tenant");
    String environment = text("environment", MAX_TEXT);
    if (!List.of("", "live", "test").contains(environment)) {
      fail(LineFault.MALFORMED_VALUE, "environment");
    }
    long created = time("created", 0);
    long expires = time("expires", Long.MAX_VALUE);
    if (expires <= created) {
      fail(LineFault.EXPIRES_TOO_EARLY, "expires");
    }
    ImportedKey key =
        new ImportedKey(
            line,
            id,
            hash,
            tenant,
            text("principal", MAX_TEXT),
            text("integration", MAX_WORD),
            environment,
            privilege(),
            created,
            expires,
            scopes(),
            text("owner", MAX_TEXT),
            text("contact", MAX_TEXT),
            text("note", MAX_NOTE));
    return faulty.isEmpty() ? key : new BadLine(line, fault, faulty);
  }

  /// Keeps the first.
  private void fail(LineFault what, String field) {
    if (faulty.isEmpty()) {
      fault = what;
      faulty = field;
    }
  }

  private String required(String field) {
    String text = text(field, MAX_TEXT);
    if (text.isEmpty()) {
      fail(LineFault.MISSING_FIELD, field);
    }
    return text;
  }

  private String text(String field, int longest) {
    return switch (cells.getOrDefault(field, new Cell.Absent())) {
      case Cell.Absent _ -> "";
      case Cell.Text(String text) -> {
        if (text.length() > longest || hasControls(text)) {
          fail(LineFault.MALFORMED_VALUE, field);
        }
        yield text;
      }
      case Cell.Flag _, Cell.Texts _ -> {
        fail(LineFault.WRONG_TYPE, field);
        yield "";
      }
    };
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private byte[] hash() {
    String text = required("hash");
    byte[] hash = format.encoding().decode(text);
    if (hash == null || hash.length != format.algorithm().bytes()) {
      fail(LineFault.MALFORMED_VALUE, "hash");
      return new byte[0];
    }
    return hash;
  }

  private byte[] salt() {
    boolean salted = format.algorithm().kind() == Kind.SALTED;
    String text = salted ? required("salt") : text("salt", MAX_TEXT);
    byte[] salt = format.encoding().decode(text);
    if (salt == null || salt.length > StoredHash.MAX_SALT || (!salted && salt.length > 0)) {
      fail(LineFault.MALFORMED_VALUE, "salt");
      return new byte[0];
    }
    return salt;
  }

  private long time(String field, long otherwise) {
    String text = text(field, MAX_TEXT);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long micros = Times.micros(Instant.parse(text));
      if (micros > 0) {
        return micros;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // told below, like any other time that is none
    }
    fail(LineFault.MALFORMED_VALUE, field);
    return otherwise;
  }

  private Privilege privilege() {
    return switch (cells.getOrDefault("privileged", new Cell.Absent())) {
      case Cell.Absent _ -> Privilege.UNKNOWN;
      case Cell.Flag(boolean set) -> set ? Privilege.PRIVILEGED : Privilege.ORDINARY;
      case Cell.Text _, Cell.Texts _ -> {
        fail(LineFault.WRONG_TYPE, "privileged");
        yield Privilege.UNKNOWN;
      }
    };
  }

  private List<String> scopes() {
    return switch (cells.getOrDefault("scopes", new Cell.Absent())) {
      case Cell.Absent _ -> List.of();
      case Cell.Texts(List<String> texts) -> {
        for (String text : texts) {
          if (text.isEmpty() || text.length() > MAX_TEXT || hasControls(text)) {
            fail(LineFault.MALFORMED_VALUE, "scopes");
          }
        }
        yield texts;
      }
      case Cell.Text _, Cell.Flag _ -> {
        fail(LineFault.WRONG_TYPE, "scopes");
        yield List.of();
      }
    };
  }
}
