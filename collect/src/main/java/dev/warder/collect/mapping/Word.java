package dev.warder.collect.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a mapping can find in a record. A mapping file writes each in lower case.
///
/// Source the public format, `docs/mapping.md`
public enum Word {
  TIME(false),
  UID(false),
  TENANT(true),
  /// A key in the clear: only its hash is kept.
  KEY(false),
  /// A key's public id, or a hash that the log already has.
  KEY_ID(true),
  PRINCIPAL(true),
  PRINCIPAL_NAME(true),
  ADDRESS(false),
  FORWARDED_FOR(false),
  COUNTRY(true),
  AGENT(true),
  JA4(false),
  HOST(true),
  API(true),
  METHOD(true),
  /// A whole request line, `GET /a?b=c HTTP/1.1`.
  REQUEST(false),
  /// A path that may have a query.
  TARGET(false),
  URL(false),
  PATH(false),
  /// What a path starts with that is no part of the API, such as a stage.
  BASE(true),
  QUERY(false),
  ROUTE(true),
  ACTION(true),
  STATUS(false),
  ERROR(false),
  REQUEST_BYTES(false),
  RESPONSE_BYTES(false),
  LATENCY(false),
  TARGETS(false),
  MADE(false),
  MINTED(false);

  private final boolean constant;

  Word(boolean constant) {
    this.constant = constant;
  }

  /// Whether a mapping may give the word the same text for all records.
  boolean mayBeConstant() {
    return constant;
  }

  /// As mapping files write it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Word of(String label) {
    for (Word word : values()) {
      if (word.label().equals(label)) {
        return word;
      }
    }
    return null;
  }

  static String labels() {
    return Arrays.stream(values()).map(Word::label).collect(Collectors.joining(", "));
  }
}
