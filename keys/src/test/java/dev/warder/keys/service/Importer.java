package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;

import dev.warder.keys.ImportReport;
import dev.warder.keys.ImportRequest;
import dev.warder.keys.ImportRequest.Effect;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.ForeignSamples;
import dev.warder.keys.foreign.Layout;
import dev.warder.policy.Mode;
import java.util.List;
import java.util.Set;

/// Imports keys of one format.
record Importer(ForeignFormat format, List<String> scope, Mode mode) {
  static Importer of(Algorithm algorithm, String idEnd) {
    return new Importer(ForeignSamples.format(algorithm, idEnd), List.of(), Mode.OBSERVE);
  }

  static Importer plain() {
    return of(Algorithm.SHA256, "");
  }

  Importer opening(String... newScope) {
    return new Importer(format, List.of(newScope), Mode.ENFORCE);
  }

  ImportReport take(Keys keys, String... lines) throws KeysException {
    return keys.importKeys(ADMIN, request(Effect.TAKE_IN, List.of(lines)));
  }

  ImportReport look(Keys keys, String... lines) throws KeysException {
    return keys.importKeys(ADMIN, request(Effect.DRY_RUN, List.of(lines)));
  }

  ImportRequest request(Effect effect, List<String> lines) {
    return new ImportRequest(format, scope, mode, Layout.NDJSON, lines, Set.of("warder"), effect);
  }

  String line(String id) {
    return line(id, "");
  }

  String line(String id, String more) {
    return ForeignSamples.line(format, id, more);
  }

  String value(String id) {
    return ForeignSamples.value(format, id);
  }
}
