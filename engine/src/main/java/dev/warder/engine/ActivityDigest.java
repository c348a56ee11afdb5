package dev.warder.engine;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Outcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;

/// Tells one activity from another as readers do: by time, id, tenant, caller, where it came from,
/// what software called, the call and its outcome. Confined to one thread.
///
/// Callers choose much of that, and whoever could make two calls look alike would hide the second;
/// so this is SHA-256, over fields with their lengths, cut to 128 bits: two that collide take some
/// 2^64 tries.
final class ActivityDigest {
  private static final int BUFFER_BYTES = 1 << 12;

  private final MessageDigest sha256 = sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  /// What is left of an activity; equal for the same one.
  record Mark(long high, long low) implements Comparable<Mark> {
    private static final Comparator<Mark> ORDER =
        Comparator.comparingLong(Mark::high).thenComparingLong(Mark::low);

    @Override
    public int compareTo(Mark other) {
      return ORDER.compare(this, other);
    }
  }

  Mark mark(Activity activity) {
    buffer.putLong(activity.timeMicros());
    put(activity.uid());
    put(activity.tenant());
    put(activity.caller());
    put(activity.source().address());
    put(activity.client());
    put(activity.call());
    put(activity.outcome());
    drain();
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new Mark(digest.getLong(), digest.getLong());
  }

  private void put(Caller caller) {
    put(caller.credentialUid());
    put(caller.kind().name());
    put(caller.principalUid());
    put(caller.principalName());
    put(caller.parentUid());
  }

  /// Version and kind follow from the agent.
  private void put(Client client) {
    put(client.userAgent());
    put(client.ja4());
    put(client.family());
  }

  private void put(Call call) {
    put(call.api());
    put(call.method());
    put(call.path());
    put(call.route());
    put(call.action());
  }

  private void put(Outcome outcome) {
    put(outcome.result().name());
    put(Integer.toString(outcome.status()));
    put(outcome.error());
  }

  private void put(String text) {
    room(Integer.BYTES);
    buffer.putInt(text.length());
    for (int i = 0; i < text.length(); i++) {
      room(Character.BYTES);
      buffer.putChar(text.charAt(i));
    }
  }

  private void room(int bytes) {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() {
    sha256.update(buffer.flip());
    buffer.clear();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
