package dev.warder.gateway.proxy;

import dev.warder.enrich.network.AddressText;
import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Role;

/// Finds the caller's address behind proxies that are trusted to say for whom they speak: with N of
/// them, the Nth before the last of the list that `X-Forwarded-For` and the peer make. What stands
/// there and is no address gives way to the next one towards the peer.
final class ForwardedChain {
  private ForwardedChain() {}

  static String address(FieldLines fields, int hops, String peer) {
    String address = peer;
    int left = hops;
    for (int line = fields.count() - 1; line >= 0 && left > 0; line--) {
      if (fields.role(line) != Role.FORWARDED_FOR) {
        continue;
      }
      String list = fields.value(line);
      for (int end = list.length(); end >= 0 && left > 0; left--) {
        int comma = list.lastIndexOf(',', end - 1);
        String element = list.substring(comma + 1, end).strip();
        if (AddressText.parse(element) instanceof AddressText.Ip) {
          address = element;
        }
        end = comma;
      }
    }
    return address;
  }
}
