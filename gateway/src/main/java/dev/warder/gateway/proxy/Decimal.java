package dev.warder.gateway.proxy;

import io.netty.buffer.ByteBuf;

/// Numbers in decimal digits, written without a text in between.
final class Decimal {
  private Decimal() {}

  /// @param number 0 or more
  static void write(long number, ByteBuf out) {
    long unit = 1;
    while (number / unit >= 10) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      out.writeByte((int) ('0' + number / unit % 10));
    }
  }
}
