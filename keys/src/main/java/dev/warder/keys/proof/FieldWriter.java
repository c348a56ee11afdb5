package dev.warder.keys.proof;

import dev.warder.keys.proof.BareItem.BooleanItem;
import dev.warder.keys.proof.BareItem.BytesItem;
import dev.warder.keys.proof.BareItem.DateItem;
import dev.warder.keys.proof.BareItem.DecimalItem;
import dev.warder.keys.proof.BareItem.IntegerItem;
import dev.warder.keys.proof.BareItem.StringItem;
import dev.warder.keys.proof.BareItem.TokenItem;
import dev.warder.keys.proof.Member.InnerList;
import dev.warder.keys.proof.Member.Item;
import java.util.Map;

/// Writes structured fields in the one way in which they are signed.
///
/// Source RFC 9651 §4.1
final class FieldWriter {
  private FieldWriter() {}

  static void write(StringBuilder out, InnerList list) {
    out.append('(');
    String between = "";
    for (Item item : list.items()) {
      out.append(between);
      write(out, item);
      between = " ";
    }
    out.append(')');
    write(out, list.parameters());
  }

  static void write(StringBuilder out, Item item) {
    write(out, item.value());
    write(out, item.parameters());
  }

  private static void write(StringBuilder out, Map<String, BareItem> parameters) {
    parameters.forEach((key, value) -> {
      out.append(';').append(key);
      if (!(value instanceof BooleanItem(boolean set) && set)) {
        out.append('=');
        write(out, value);
      }
    });
  }

  private static void write(StringBuilder out, BareItem item) {
    switch (item) {
      case IntegerItem(long value) -> out.append(value);
      case DecimalItem(long thousandths) -> writeDecimal(out, thousandths);
      case StringItem(String value) -> writeString(out, value);
      case TokenItem(String value) -> out.append(value);
      case BooleanItem(boolean value) -> out.append(value ? "?1" : "?0");
      case DateItem(long seconds) -> out.append('@').append(seconds);
      case BytesItem(String base64) -> out.append(':').append(base64).append(':');
    }
  }

  private static void writeString(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  private static void writeDecimal(StringBuilder out, long thousandths) {
    long magnitude = Math.abs(thousandths);
    if (thousandths < 0) {
      out.append('-');
    }
    out.append(magnitude / 1_000).append('.');
    long fraction = magnitude % 1_000;
    out.append(fraction / 100);
    if (fraction % 100 != 0) {
      out.append(fraction / 10 % 10);
    }
    if (fraction % 10 != 0) {
      out.append(fraction % 10);
    }
  }
}
