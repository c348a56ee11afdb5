package dev.warder.store.journal.activity;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes activities as entries and reads them back. Confined to one thread.
///
/// What decisions rest on stays readable for as long as the entry does: time, tenant, credential,
/// operation, canonical source, kind of network and of software, outcome, sizes, shapes of
/// parameters. What speaks of a person goes with the tenant's key: principal, address, user agent,
/// path, targets, what was made, attributes. An activity that lost it has the operation's pattern
/// in the place of its path. One without a tenant has nobody whose key could be destroyed, and
/// stays whole.
///
/// Guarantees `activity(entry(a, operation))` equals `a` as long as the tenant's key is there
/// Bounds what [Activity] says readers keep to; more is refused Errors [MalformedException] where
/// an entry is no activity that this class wrote
public final class ActivityCodec {
  static final int VERSION = 1;

  private final ByteWriter clear = new ByteWriter(256);
  private final ByteWriter sealed = new ByteWriter(512);
  private final List<String> texts = new ArrayList<>();
  private final List<String> sealedTexts = new ArrayList<>();

  /// An entry under the operation that [Operations] makes of the activity's call.
  public Entry entry(Activity activity) {
    return entry(activity, Operations.of(activity.call()));
  }

  /// An entry.
  ///
  /// @param operation what the entry is to be found by, such as `GET /api/users/{id}`
  public Entry entry(Activity activity, String operation) {
    require(activity.parameters().size(), "parameters");
    require(activity.attributes().size(), "attributes");
    require(activity.targets().size(), "targets");
    require(activity.made().size(), "made");
    clear.cut(0);
    sealed.cut(0);
    texts.clear();
    sealedTexts.clear();
    boolean isPrivate = !activity.tenant().isEmpty();
    clear(activity, isPrivate);
    sealed(activity, isPrivate ? sealed : clear, isPrivate ? sealedTexts : texts);
    return new Entry(
        EntryKind.ACTIVITY,
        activity.timeMicros(),
        activity.tenant(),
        activity.caller().credentialUid(),
        operation,
        activity.source().canonical(),
        facts(texts, clear),
        isPrivate ? facts(sealedTexts, sealed) : Facts.NONE);
  }

  private static void require(int size, String what) {
    if (size > Activity.MAX_LIST) {
      throw new IllegalArgumentException("too many " + what + ": " + size);
    }
  }

  private static Facts facts(List<String> texts, ByteWriter bytes) {
    return new Facts(Arrays.asList(texts.toArray(new String[0])), bytes.toBytes());
  }

  @SuppressWarnings("EnumOrdinal") // ActivityCodecTest pins the order of every constant
  private void clear(Activity activity, boolean isPrivate) {
    Caller caller = activity.caller();
    Source source = activity.source();
    Client client = activity.client();
    Call call = activity.call();
    Outcome outcome = activity.outcome();
    int derived = Derived.of(source);
    int flags = derived | (isPrivate ? Layout.PRIVATE : 0);
    flags |= text(Layout.API, call.api());
    flags |= text(Layout.METHOD, call.method());
    flags |= text(Layout.ROUTE, call.route());
    flags |= text(Layout.ACTION, call.action());
    flags |= text(Layout.FAMILY, client.family());
    flags |= text(Layout.SOFTWARE_VERSION, client.version());
    flags |= text(Layout.JA4, client.ja4());
    flags |= text(Layout.ORGANIZATION, source.organization());
    flags |= (derived & Layout.COUNTRY_DERIVED) != 0 ? 0 : text(Layout.COUNTRY, source.country());
    flags |= text(Layout.ERROR, outcome.error());
    flags |= text(Layout.PARENT, caller.parentUid());
    flags |= activity.parameters().isEmpty() ? 0 : Layout.PARAMETERS;
    clear.byte1(VERSION);
    clear.number(flags);
    clear.byte1(caller.kind().ordinal() << 4 | outcome.result().ordinal());
    clear.byte1(source.sourceClass().ordinal() << 4 | client.kind().ordinal());
    if ((derived & Layout.NUMBER_DERIVED) == 0) {
      clear.number(source.asNumber());
    }
    clear.number(outcome.status());
    clear.signed(activity.requestBytes());
    clear.signed(activity.responseBytes());
    clear.signed(activity.latencyMicros());
    Uids.write(clear, activity.uid());
    Uids.write(clear, activity.mintedCredential());
    parameters(activity.parameters());
  }

  private int text(int flag, String text) {
    if (text.isEmpty()) {
      return 0;
    }
    texts.add(text);
    return flag;
  }

  @SuppressWarnings("EnumOrdinal") // ActivityCodecTest pins the order of every constant
  private void parameters(List<Parameter> parameters) {
    if (!parameters.isEmpty()) {
      clear.number(parameters.size());
      for (Parameter parameter : parameters) {
        texts.add(parameter.name());
        clear.number(parameter.shapes());
        clear.number((long) parameter.fingerprint() << 2 | parameter.place().ordinal());
      }
    }
  }

  /// Writes what goes with the tenant's key.
  private static void sealed(Activity activity, ByteWriter out, List<String> repeated) {
    Caller caller = activity.caller();
    int flags = 0;
    flags |= text(Layout.PRINCIPAL, caller.principalUid(), repeated);
    flags |= text(Layout.PRINCIPAL_NAME, caller.principalName(), repeated);
    flags |= text(Layout.ADDRESS, activity.source().address(), repeated);
    flags |= text(Layout.AGENT, activity.client().userAgent(), repeated);
    boolean isSame = activity.made().equals(activity.targets());
    flags |= activity.targets().isEmpty() ? 0 : Layout.TARGETS;
    flags |= isSame ? Layout.MADE_SAME : Layout.MADE;
    flags |= activity.attributes().isEmpty() ? 0 : Layout.ATTRIBUTES;
    out.number(flags);
    out.text(activity.call().path());
    if ((flags & Layout.TARGETS) != 0) {
      list(out, activity.targets());
    }
    if ((flags & Layout.MADE) != 0) {
      list(out, activity.made());
    }
    if ((flags & Layout.ATTRIBUTES) != 0) {
      out.number(activity.attributes().size());
      for (Map.Entry<String, String> attribute : new TreeMap<>(activity.attributes()).entrySet()) {
        repeated.add(attribute.getKey());
        out.text(attribute.getValue());
      }
    }
  }

  private static int text(int flag, String text, List<String> to) {
    if (text.isEmpty()) {
      return 0;
    }
    to.add(text);
    return flag;
  }

  private static void list(ByteWriter out, List<String> list) {
    out.number(list.size());
    for (String text : list) {
      out.text(text);
    }
  }

  /// The activity that an entry tells of; without what went with its tenant's key.
  public Activity activity(Entry entry) throws MalformedException {
    return new ActivityReader(entry).read();
  }
}
