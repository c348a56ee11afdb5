package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.enrich.network.AddressText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// Finds the caller's address behind proxies that are trusted to say for whom they speak.
///
/// The chain is what `X-Forwarded-For` lists, then the peer that connected. With N trusted hops the
/// caller is the Nth before the chain's last; where the chain is shorter, its first. What stands
/// there and is no address (`unknown`, a made-up name) gives way to the next one towards the peer.
/// With none, the header, which anybody can send, is not looked at.
///
/// Bounds the last [#MAX_LIST_BYTES] bytes of the list, because only what stands behind them was
/// added by trusted hops; never throws
///
/// @param count how many of our own proxies each request passed
record TrustedHops(int count) {
  static final int MAX = 32;
  private static final int MAX_LIST_BYTES = 4_096;
  private static final int MAX_ADDRESS_CHARS = 128;

  /// @param listNode text or list of texts, 0 if there is none
  String address(String peer, Tape tape, int listNode) {
    if (count == 0 || listNode == 0) {
      return peer;
    }
    Deque<String> chain = new ArrayDeque<>();
    if (tape.isArray(listNode)) {
      for (int n = listNode + 1; n < tape.next(listNode); n = tape.next(n)) {
        addAll(chain, tape, n);
      }
    } else {
      addAll(chain, tape, listNode);
    }
    return chosen(chain, peer);
  }

  /// Of a list as text.
  String address(String peer, String list) {
    if (count == 0) {
      return peer;
    }
    Deque<String> chain = new ArrayDeque<>();
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    addAll(chain, bytes, 0, bytes.length);
    return chosen(chain, peer);
  }

  private void addAll(Deque<String> chain, Tape tape, int node) {
    if (!tape.isContainer(node) && !tape.isNull(node)) {
      addAll(chain, tape.bytes(), tape.start(node), tape.end(node));
    }
  }

  /// Keeps the last [#count] elements only.
  private void addAll(Deque<String> chain, byte[] bytes, int listFrom, int to) {
    int from = Math.max(listFrom, to - MAX_LIST_BYTES);
    boolean cut = from > listFrom;
    while (from <= to) {
      int comma = from;
      while (comma < to && bytes[comma] != ',') {
        comma++;
      }
      String element =
          comma - from > MAX_ADDRESS_CHARS
              ? ""
              : new String(bytes, from, comma - from, StandardCharsets.UTF_8).strip();
      if (!cut && !(element.isEmpty() && listFrom == to)) {
        chain.addLast(element);
        if (chain.size() > count) {
          chain.removeFirst();
        }
      }
      cut = false;
      from = comma + 1;
    }
  }

  private static String chosen(Deque<String> chain, String peer) {
    for (String element : chain) {
      if (!element.equals("-") && AddressText.parse(element) instanceof AddressText.Ip) {
        return element;
      }
    }
    return peer;
  }
}
