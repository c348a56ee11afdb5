package dev.warder.server.live;

import dev.warder.model.Activity;
import dev.warder.server.live.CallReading.Told.Made;
import dev.warder.server.live.CallReading.Told.Nothing;
import dev.warder.server.live.CallReading.Told.Unreadable;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.bytes.MalformedException;

/// Calls as they were recorded whole. Confined to one thread.
public final class RecordedCalls implements CallReading {
  @Override
  public Told read(Entry entry) {
    if (entry.kind() != EntryKind.ACTIVITY) {
      return new Nothing();
    }
    Activity inMemory = entry.activity();
    if (inMemory != null) {
      return new Made(inMemory);
    }
    try {
      return new Made(ActivityCodec.activity(entry));
    } catch (MalformedException damaged) {
      return new Unreadable();
    }
  }
}
