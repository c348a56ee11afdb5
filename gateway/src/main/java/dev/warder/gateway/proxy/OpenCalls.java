package dev.warder.gateway.proxy;

import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The calls of one event loop that are open, by the key that opened them. Confined to its loop, on
/// which calls are judged, too: a call is judged and entered in one step, and nothing cuts in
/// between.
public final class OpenCalls {
  private final Map<String, Exchange> byKey = new HashMap<>();

  OpenCalls() {}

  /// Enters a call.
  void enter(Exchange call) {
    Exchange before = byKey.put(call.key(), call);
    call.next = before;
    if (before != null) {
      before.previous = call;
    }
  }

  /// Forgets a call.
  void leave(Exchange call) {
    Exchange before = call.previous;
    Exchange after = call.next;
    if (after != null) {
      after.previous = before;
    }
    if (before != null) {
      before.next = after;
    } else if (after == null) {
      byKey.remove(call.key());
    } else {
      byKey.put(call.key(), after);
    }
    call.previous = null;
    call.next = null;
  }

  /// Tells calls that they are still open.
  void goOn(long nowNanos) {
    for (Exchange first : byKey.values()) {
      for (Exchange call = first; call != null; call = call.next) {
        call.goesOn(nowNanos);
      }
    }
  }

  /// Cuts all calls of the keys that are meant; done when both ends of each are over.
  public List<ChannelFuture> cut(Predicate<String> keys) {
    List<Exchange> hit = new ArrayList<>();
    for (Map.Entry<String, Exchange> entry : byKey.entrySet()) {
      if (keys.test(entry.getKey())) {
        gather(entry.getValue(), hit);
      }
    }
    List<ChannelFuture> closing = new ArrayList<>();
    hit.forEach(call -> call.cut(closing));
    return closing;
  }

  /// Cuts all calls of one key.
  public List<ChannelFuture> cut(String key) {
    List<Exchange> hit = new ArrayList<>();
    gather(byKey.get(key), hit);
    List<ChannelFuture> closing = new ArrayList<>();
    hit.forEach(call -> call.cut(closing));
    return closing;
  }

  /// Cuts all calls whose caller's credential has ended, as far as that is said with the call.
  List<ChannelFuture> cutOver(long nowMicros) {
    List<Exchange> hit = new ArrayList<>();
    for (Exchange first : byKey.values()) {
      for (Exchange call = first; call != null; call = call.next) {
        if (call.isOver(nowMicros)) {
          hit.add(call);
        }
      }
    }
    List<ChannelFuture> closing = new ArrayList<>();
    hit.forEach(call -> call.cut(closing));
    return closing;
  }

  private static void gather(@Nullable Exchange first, List<Exchange> hit) {
    for (Exchange call = first; call != null; call = call.next) {
      hit.add(call);
    }
  }
}
