package dev.warder.collect;

import static dev.warder.collect.OcsfValues.bits;

import dev.warder.collect.OcsfValues.Slot;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.TupleCache;
import dev.warder.model.Call;
import java.util.Locale;

/// Reads what was called of an OCSF record. Paths are mostly new; what stands around them was
/// nearly always read before, and is looked up as a whole. Confined to one thread.
final class OcsfRequest {
  private static final RequestPath NO_PATH = new RequestPath("", "");
  private static final int TARGET_BITS = 10;
  private static final long TARGET = bits(Slot.METHOD, Slot.HOST, Slot.OPERATION, Slot.API_SERVICE);

  private final Nouns nouns;
  private final OcsfValues values;
  private final TupleCache<Target> targets = new TupleCache<>(TARGET_BITS);

  OcsfRequest(Nouns nouns, OcsfValues values) {
    this.nouns = nouns;
    this.values = values;
  }

  /// What was called, apart from the path.
  ///
  /// @param operation what the record calls it
  /// @param action what it is called in the product where there is no path
  private record Target(String api, String method, String operation, String action) {}

  /// The path of the record at hand; empty if it has none.
  RequestPath path() {
    return values.has(Slot.PATH)
        ? nouns.path(values.bytes(), values.from(Slot.PATH), values.to(Slot.PATH))
        : NO_PATH;
  }

  /// What the record at hand called.
  Call read(String path) {
    Target known = values.find(targets, TARGET);
    Target target = known == null ? targets.keep(newTarget()) : known;
    if (!path.isEmpty()) {
      return new Call(target.api(), target.method(), path, "", target.operation());
    }
    String action = target.action();
    return new Call(target.api(), action.isEmpty() ? target.method() : "", "", "", action);
  }

  private Target newTarget() {
    String service = values.text(Slot.API_SERVICE);
    String host = values.text(Slot.HOST);
    String api = !host.isEmpty() ? host : !service.isEmpty() ? service : "unknown";
    String method = values.text(Slot.METHOD).toUpperCase(Locale.ROOT);
    String operation = values.text(Slot.OPERATION);
    String action = operation.isEmpty() ? "" : AwsNames.action(service, operation);
    return new Target(api, method, operation, action);
  }
}
