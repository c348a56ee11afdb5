package dev.warder.collect.mapping;

import dev.warder.collect.text.Timestamps;
import dev.warder.enrich.network.AddressText;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/// What a value looks like, for guessing what its field means. One value may have several.
enum ValueForm {
  EPOCH_SECONDS,
  EPOCH_MILLIS,
  EPOCH_MICROS,
  EPOCH_NANOS,
  /// A date and time with its zone.
  DATE_TIME,
  /// `2024-06-03 08:00:00` or with `T`, without zone and maybe with a fraction.
  DATE_TIME_WITHOUT_ZONE,
  METHOD,
  REQUEST_LINE,
  PATH,
  /// A path with `{name}` or `:name` in it.
  TEMPLATE,
  URL,
  STATUS,
  ADDRESS,
  ADDRESS_LIST,
  AGENT,
  HOST,
  COUNTRY,
  JA4,
  NUMBER,
  FRACTION,
  TEXT;

  static final Set<ValueForm> TIMES =
      EnumSet.of(
          EPOCH_SECONDS,
          EPOCH_MILLIS,
          EPOCH_MICROS,
          EPOCH_NANOS,
          DATE_TIME,
          DATE_TIME_WITHOUT_ZONE);

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

  private static final int WITHOUT_FRACTION = 19;

  /// 2001 to 2059, in seconds.
  private static final long FIRST_SECOND = 1_000_000_000L;

  private static final long LAST_SECOND = 2_840_140_800L;

  /// The forms of a value that is not empty.
  static EnumSet<ValueForm> of(String value) {
    EnumSet<ValueForm> forms = EnumSet.noneOf(ValueForm.class);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (Decimals.scaled(bytes, 0, bytes.length, 0) != Decimals.NONE) {
      addNumber(forms, value, bytes);
      return forms;
    }
    forms.add(TEXT);
    addTime(forms, value, bytes);
    addRequest(forms, value);
    addParty(forms, value);
    return forms;
  }

  private static void addNumber(EnumSet<ValueForm> forms, String value, byte[] bytes) {
    forms.add(NUMBER);
    if (value.indexOf('.') >= 0) {
      forms.add(FRACTION);
    }
    if (value.length() == 3 && value.charAt(0) >= '1' && value.charAt(0) <= '5') {
      forms.add(STATUS);
    }
    ValueForm[] units = {EPOCH_SECONDS, EPOCH_MILLIS, EPOCH_MICROS, EPOCH_NANOS};
    for (int i = 0; i < units.length; i++) {
      long seconds = Decimals.scaled(bytes, 0, bytes.length, -3 * i);
      if (seconds >= FIRST_SECOND && seconds < LAST_SECOND) {
        forms.add(units[i]);
      }
    }
  }

  private static void addTime(EnumSet<ValueForm> forms, String value, byte[] bytes) {
    if (Timestamps.parse(bytes, 0, bytes.length) != Timestamps.NONE) {
      forms.add(DATE_TIME);
    } else if (isWithoutZone(value)) {
      forms.add(DATE_TIME_WITHOUT_ZONE);
    }
  }

  private static boolean isWithoutZone(String value) {
    if (value.length() < WITHOUT_FRACTION || value.length() > WITHOUT_FRACTION + 10) {
      return false;
    }
    byte[] zoned = (value + "Z").getBytes(StandardCharsets.UTF_8);
    return Timestamps.parse(zoned, 0, zoned.length) != Timestamps.NONE;
  }

  private static void addRequest(EnumSet<ValueForm> forms, String value) {
    int blank = value.indexOf(' ');
    if (METHODS.contains(value)) {
      forms.add(METHOD);
    } else if (blank > 0 && METHODS.contains(value.substring(0, blank))) {
      forms.add(value.startsWith("/", blank + 1) ? REQUEST_LINE : TEXT);
    } else if (value.startsWith("/") && blank < 0) {
      forms.add(PATH);
      if (value.indexOf('{') >= 0 || value.contains("/:")) {
        forms.add(TEMPLATE);
      }
    } else if (value.startsWith("http://") || value.startsWith("https://")) {
      forms.add(URL);
    }
  }

  private static void addParty(EnumSet<ValueForm> forms, String value) {
    if (AddressText.parse(value) instanceof AddressText.Ip) {
      forms.add(value.indexOf(',') < 0 ? ADDRESS : ADDRESS_LIST);
    } else if (isHost(value)) {
      forms.add(HOST);
    } else if (isAgent(value)) {
      forms.add(AGENT);
    }
    if (value.length() == 2 && isUpper(value.charAt(0)) && isUpper(value.charAt(1))) {
      forms.add(COUNTRY);
    }
    if (value.length() >= 36 && value.indexOf('_') == 10 && value.lastIndexOf('_') == 23) {
      forms.add(JA4);
    }
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isHost(String value) {
    int dot = value.indexOf('.');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
      if (!plain) {
        return false;
      }
    }
    return dot > 0 && dot < value.length() - 1;
  }

  /// `product/1.2 …`, as every client writes that names itself.
  private static boolean isAgent(String value) {
    int slash = value.indexOf('/');
    int blank = value.indexOf(' ');
    boolean product = slash > 1 && slash + 1 < value.length() && (blank < 0 || slash < blank);
    return product
        && Character.isDigit(value.charAt(slash + 1))
        && !value.startsWith("HTTP/")
        && value.indexOf('/', slash + 1) != slash + 2;
  }
}
