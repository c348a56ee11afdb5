package dev.warder.server.live;

import dev.warder.model.Activity;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.bytes.MalformedException;
import org.jspecify.annotations.Nullable;

/// Calls as they were recorded whole. Confined to one thread.
public final class RecordedCalls implements CallReading {
  private final ActivityCodec activities = new ActivityCodec();

  @Override
  public @Nullable Activity call(Entry entry) {
    if (entry.kind() != EntryKind.ACTIVITY) {
      return null;
    }
    try {
      return activities.activity(entry);
    } catch (MalformedException damaged) {
      return null;
    }
  }
}
