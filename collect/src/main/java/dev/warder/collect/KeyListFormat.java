package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import java.util.List;

/// Recognises a platform's own list of its keys, as [KeyInventory] reads it, where it lies among
/// logs: it holds no calls. Confined to one thread.
///
/// Shape an entry has a `credential_uid` and what only a list of keys says of one
final class KeyListFormat implements Format.Json {
  private static final FieldNames NAMES =
      new FieldNames(
          List.of("keys", "credential_uid", "integration_kind", "privileged", "created_time"));
  private static final int KEYS = 0;
  private static final int CREDENTIAL = 1;

  private final int[] list = new int[5];
  private final int[] entry = new int[5];

  @Override
  public String name() {
    return "key-inventory";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    tape.index(node, NAMES, list);
    int keys = list[KEYS];
    boolean holdsList = keys > 0 && tape.isArray(keys) && tape.next(keys) > keys + 1;
    boolean found = isEntry(tape, node) || (holdsList && isEntry(tape, keys + 1));
    if (found) {
      sink.notEvents("a list of keys, for --key-inventory");
    }
    return found;
  }

  private boolean isEntry(Tape tape, int node) {
    if (!tape.isObject(node)) {
      return false;
    }
    tape.index(node, NAMES, entry);
    boolean says = false;
    for (int field = CREDENTIAL + 1; field < entry.length; field++) {
      says |= entry[field] > 0;
    }
    return entry[CREDENTIAL] > 0 && says;
  }
}
