package dev.warder.server.serve;

import dev.warder.server.config.Setting;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import java.util.ArrayList;
import java.util.List;

/// That a running Warder took up changed settings, as an entry of the journal of changes.
///
/// Shape texts: layout, then the settings' names; never a value
final class ReloadEntry {
  static final String OPERATION = "config.reload";
  private static final String LAYOUT = "1";

  private ReloadEntry() {}

  static Entry of(List<Setting> changed, long nowMicros) {
    List<String> texts = new ArrayList<>(List.of(LAYOUT));
    changed.forEach(setting -> texts.add(setting.key()));
    return new Entry(
        EntryKind.AUDIT,
        nowMicros,
        "",
        "",
        OPERATION,
        "",
        new Facts(texts, new byte[0]),
        Facts.NONE);
  }
}
