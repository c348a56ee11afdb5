package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import dev.warder.model.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads the `resources` of an OCSF event. Confined to one thread.
final class OcsfResources {
  private static final FieldNames NAMES = new FieldNames(List.of("name", "uid", "type"));
  private static final int NAME = 0;
  private static final int UID = 1;
  private static final int TYPE = 2;
  private static final Set<String> CREDENTIAL_TYPES =
      Set.of("api_key", "access_key", "credential", "token", "session", "service_account_key");

  private final Nouns nouns;

  OcsfResources(Nouns nouns) {
    this.nouns = nouns;
  }

  /// Names of the resources, as other calls would name them.
  ///
  /// @param list node of the resources
  List<String> names(Tape tape, int list) {
    if (!tape.isArray(list)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      String name = text(tape, n, NAME);
      String resource =
          nouns.secrets().scrubId(AwsNames.resource(name.isEmpty() ? text(tape, n, UID) : name));
      if (!resource.isEmpty() && names.size() < Activity.MAX_LIST && !names.contains(resource)) {
        names.add(resource);
      }
    }
    return names;
  }

  /// The first resource that is a credential by its type: a call that makes one mints it.
  String credential(Tape tape, int list) {
    if (!tape.isArray(list)) {
      return "";
    }
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      String type = text(tape, n, TYPE).toLowerCase(Locale.ROOT);
      if (CREDENTIAL_TYPES.contains(type.replace(' ', '_').replace('-', '_'))) {
        return nouns.secrets().scrubId(text(tape, n, UID));
      }
    }
    return "";
  }

  private String text(Tape tape, int resource, int field) {
    int n = tape.find(resource, NAMES, field);
    return n == 0 || tape.isContainer(n) || tape.isNull(n)
        ? ""
        : nouns.text(tape.bytes(), tape.start(n), tape.end(n));
  }
}
