package dev.warder.store.journal.activity;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes activities as entries and reads them back. Confined to one thread.
///
/// What decisions rest on stays readable for as long as the entry does: time, tenant, credential,
/// operation, canonical source, kind of network and of software, outcome, sizes, shapes of
/// parameters, and attributes that Warder itself gave it ([#VERDICT_CODE], [#POLICY_MODE]). What
/// speaks of a person goes with the tenant's key: principal, address, user agent, path, targets,
/// what was made, all other attributes. An activity that lost it has the operation's pattern in the
/// place of its path. One without a tenant has nobody whose key could be destroyed, and stays
/// whole.
///
/// Guarantees `activity(entry(a, operation))` equals `a` as long as the tenant's key is there
/// Bounds what [Activity] says readers keep to; more is refused Errors [MalformedException] where
/// an entry is no activity that this class wrote
public final class ActivityCodec {
  /// The stable code of what was decided about a call: an attribute that Warder itself gives.
  public static final String VERDICT_CODE = "warder.code";

  /// The mode of the policy that decided, where it was another than enforce.
  public static final String POLICY_MODE = "warder.mode";

  /// The approval that a call waited for.
  public static final String APPROVAL = "warder.approval";

  private static final Set<String> OWN =
      Set.of(VERDICT_CODE, POLICY_MODE, APPROVAL, "warder.unverified");

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
    return Entry.of(
        activity,
        operation,
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
    int own = own(activity.attributes());
    flags |= own == 0 ? 0 : Layout.OWN;
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
    if (own > 0) {
      clear.number(own);
    }
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

  /// Writes Warder's own words, in the order of their names; says how many.
  private int own(Map<String, String> attributes) {
    int count = 0;
    for (Map.Entry<String, String> attribute : sorted(attributes)) {
      if (OWN.contains(attribute.getKey())) {
        texts.add(attribute.getKey());
        texts.add(attribute.getValue());
        count++;
      }
    }
    return count;
  }

  private static Iterable<Map.Entry<String, String>> sorted(Map<String, String> attributes) {
    return attributes.size() < 2 ? attributes.entrySet() : new TreeMap<>(attributes).entrySet();
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
    int others = others(activity.attributes());
    flags |= others == 0 ? 0 : Layout.ATTRIBUTES;
    out.number(flags);
    out.text(activity.call().path());
    if ((flags & Layout.TARGETS) != 0) {
      list(out, activity.targets());
    }
    if ((flags & Layout.MADE) != 0) {
      list(out, activity.made());
    }
    if ((flags & Layout.ATTRIBUTES) != 0) {
      out.number(others);
      for (Map.Entry<String, String> attribute : sorted(activity.attributes())) {
        if (!OWN.contains(attribute.getKey())) {
          repeated.add(attribute.getKey());
          out.text(attribute.getValue());
        }
      }
    }
  }

  private static int others(Map<String, String> attributes) {
    int count = 0;
    for (String name : attributes.keySet()) {
      count += OWN.contains(name) ? 0 : 1;
    }
    return count;
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
  public static Activity activity(Entry entry) throws MalformedException {
    return new ActivityReader(entry).read();
  }

  /// The value of an attribute that Warder itself gave an activity, read without the rest and
  /// though the rest is sealed.
  ///
  /// @return empty if it has none of that name, or is no activity of a known version
  public static String own(Entry entry, String name) {
    return ActivityReader.own(entry, name);
  }
}
