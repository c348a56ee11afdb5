package dev.warder.collect;

import static dev.warder.collect.OcsfValues.bits;

import dev.warder.collect.OcsfValues.Slot;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.TupleCache;
import dev.warder.model.Call;
import java.util.Locale;

/// Reads what was called of an OCSF record; what was read once is looked up as a whole. Confined to
/// one thread.
final class OcsfRequest {
  private static final RequestPath NO_PATH = new RequestPath("", "");
  private static final int REQUEST_BITS = 13;
  private static final long REQUEST =
      bits(Slot.METHOD, Slot.HOST, Slot.PATH, Slot.OPERATION, Slot.API_SERVICE);

  private final Nouns nouns;
  private final OcsfValues values;
  private final TupleCache<Request> requests = new TupleCache<>(REQUEST_BITS);

  OcsfRequest(Nouns nouns, OcsfValues values) {
    this.nouns = nouns;
    this.values = values;
  }

  /// What was called, and what was odd about its path.
  record Request(Call call, String marks) {}

  /// What the record at hand called.
  Request read() {
    Request known = values.find(requests, REQUEST);
    return known == null ? requests.keep(newRequest()) : known;
  }

  private Request newRequest() {
    String service = values.text(Slot.API_SERVICE);
    String host = values.text(Slot.HOST);
    String api = !host.isEmpty() ? host : !service.isEmpty() ? service : "unknown";
    String method = values.text(Slot.METHOD).toUpperCase(Locale.ROOT);
    String operation = values.text(Slot.OPERATION);
    RequestPath path =
        values.has(Slot.PATH)
            ? nouns.newPath(values.bytes(), values.from(Slot.PATH), values.to(Slot.PATH))
            : NO_PATH;
    if (!path.path().isEmpty()) {
      return new Request(new Call(api, method, path.path(), "", operation), path.marks());
    }
    String action = operation.isEmpty() ? "" : AwsNames.action(service, operation);
    return new Request(new Call(api, action.isEmpty() ? method : "", "", "", action), path.marks());
  }
}
