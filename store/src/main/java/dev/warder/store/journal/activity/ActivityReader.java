package dev.warder.store.journal.activity;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads one activity back. Used once.
final class ActivityReader {
  private static final CredentialKind[] CREDENTIAL_KINDS = CredentialKind.values();
  private static final SourceClass[] SOURCE_CLASSES = SourceClass.values();
  private static final ClientKind[] CLIENT_KINDS = ClientKind.values();
  private static final Outcome.Result[] RESULTS = Outcome.Result.values();
  private static final Parameter.Place[] PLACES = Parameter.Place.values();

  private final Entry entry;
  private ByteReader in;
  private List<String> texts;
  private int nextText;

  private String principal = "";
  private String principalName = "";
  private String address = "";
  private String agent = "";
  private String path = "";
  private List<String> targets = List.of();
  private List<String> made = List.of();
  private Map<String, String> attributes = Map.of();

  ActivityReader(Entry entry) {
    this.entry = entry;
    in = new ByteReader(entry.body());
    texts = entry.facts().texts();
  }

  Activity read() throws MalformedException {
    if (entry.kind() != EntryKind.ACTIVITY || in.byte1() != ActivityCodec.VERSION) {
      throw new MalformedException("no activity of a known version");
    }
    int flags = in.count(Integer.MAX_VALUE);
    if ((flags & Layout.OWN) != 0) {
      own(in.count(Activity.MAX_LIST));
    }
    int kinds = in.byte1();
    int more = in.byte1();
    String canonical = entry.source();
    int asNumber =
        (flags & Layout.NUMBER_DERIVED) != 0
            ? Derived.number(canonical)
            : in.count(Integer.MAX_VALUE);
    int status = in.count(Integer.MAX_VALUE);
    long requestBytes = in.signed();
    long responseBytes = in.signed();
    long latency = in.signed();
    String uid = Uids.read(in);
    String minted = Uids.read(in);
    String api = notEmpty(text(flags, Layout.API));
    String method = text(flags, Layout.METHOD);
    String route = text(flags, Layout.ROUTE);
    String action = text(flags, Layout.ACTION);
    String family = notEmpty(text(flags, Layout.FAMILY));
    String version = text(flags, Layout.SOFTWARE_VERSION);
    String ja4 = text(flags, Layout.JA4);
    String organization = text(flags, Layout.ORGANIZATION);
    String country =
        (flags & Layout.COUNTRY_DERIVED) != 0
            ? Derived.country(canonical)
            : text(flags, Layout.COUNTRY);
    String error = text(flags, Layout.ERROR);
    String parent = text(flags, Layout.PARENT);
    List<Parameter> parameters = (flags & Layout.PARAMETERS) != 0 ? parameters() : List.of();
    sealed((flags & Layout.PRIVATE) != 0);
    return new Activity(
        entry.timeMicros(),
        uid,
        entry.tenant(),
        new Caller(
            entry.credentialUid(),
            constant(CREDENTIAL_KINDS, kinds >>> 4),
            principal,
            principalName,
            parent),
        new Source(
            address,
            asNumber,
            organization,
            country,
            constant(SOURCE_CLASSES, more >>> 4),
            notEmpty(canonical)),
        new Client(family, version, constant(CLIENT_KINDS, more & 0xF), agent, ja4),
        new Call(api, method, path, route, action),
        new Outcome(constant(RESULTS, kinds & 0xF), status, error),
        requestBytes,
        responseBytes,
        latency,
        targets,
        made,
        minted,
        parameters,
        attributes);
  }

  private void own(int count) throws MalformedException {
    attributes = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      attributes.put(nextText(), nextText());
    }
  }

  static String own(Entry entry, String name) {
    if (entry.kind() != EntryKind.ACTIVITY) {
      return "";
    }
    try {
      ByteReader in = new ByteReader(entry.body());
      boolean isKnown = in.byte1() == ActivityCodec.VERSION;
      if (!isKnown || (in.count(Integer.MAX_VALUE) & Layout.OWN) == 0) {
        return "";
      }
      List<String> texts = entry.facts().texts();
      int end = Math.min(2 * in.count(Activity.MAX_LIST), texts.size() - 1);
      for (int i = 0; i < end; i += 2) {
        if (texts.get(i).equals(name)) {
          return texts.get(i + 1);
        }
      }
      return "";
    } catch (MalformedException _) {
      return "";
    }
  }

  private List<Parameter> parameters() throws MalformedException {
    int count = in.count(Activity.MAX_LIST);
    List<Parameter> parameters = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long shapes = in.number();
      int rest = in.count((1 << (Parameter.FINGERPRINT_BITS + 2)) - 1);
      parameters.add(new Parameter(constant(PLACES, rest & 3), nextText(), shapes, rest >>> 2));
    }
    return parameters;
  }

  private void sealed(boolean isPrivate) throws MalformedException {
    if (isPrivate) {
      if (entry.privacy() != Entry.Privacy.READABLE) {
        path = pathOf(entry.operation());
        return;
      }
      in = new ByteReader(entry.personal().bytes());
      texts = entry.personal().texts();
      nextText = 0;
    }
    int flags = in.count(Integer.MAX_VALUE);
    principal = text(flags, Layout.PRINCIPAL);
    principalName = text(flags, Layout.PRINCIPAL_NAME);
    address = text(flags, Layout.ADDRESS);
    agent = text(flags, Layout.AGENT);
    path = in.text();
    targets = (flags & Layout.TARGETS) != 0 ? list() : List.of();
    made =
        (flags & Layout.MADE_SAME) != 0 ? targets : (flags & Layout.MADE) != 0 ? list() : List.of();
    if ((flags & Layout.ATTRIBUTES) != 0) {
      int count = in.count(Activity.MAX_LIST);
      Map<String, String> own = attributes;
      attributes = HashMap.newHashMap(count + own.size());
      attributes.putAll(own);
      for (int i = 0; i < count; i++) {
        attributes.put(nextText(), in.text());
      }
    }
  }

  /// What stands for a path that nobody can read any more.
  private static String pathOf(String operation) {
    int slash = operation.indexOf('/');
    return slash < 0 ? "" : operation.substring(slash);
  }

  private List<String> list() throws MalformedException {
    int count = in.count(Activity.MAX_LIST);
    List<String> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(in.text());
    }
    return list;
  }

  private String text(int flags, int flag) throws MalformedException {
    return (flags & flag) != 0 ? nextText() : "";
  }

  private String nextText() throws MalformedException {
    if (nextText == texts.size()) {
      throw new MalformedException("an activity has too few texts");
    }
    return texts.get(nextText++);
  }

  private static String notEmpty(String text) throws MalformedException {
    if (text.isEmpty()) {
      throw new MalformedException("an activity without a name where one belongs");
    }
    return text;
  }

  private static <T> T constant(T[] constants, int ordinal) throws MalformedException {
    if (ordinal >= constants.length) {
      throw new MalformedException("no constant of that number: " + ordinal);
    }
    return constants[ordinal];
  }
}
