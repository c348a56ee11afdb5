package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.Mintings.Minted;
import dev.warder.engine.profile.OperationUse.Use;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The keys of one partition, and the profiles behind them. Of other partitions' keys it knows what
/// [Profiles] made known when the last epoch closed. Confined to the partition's thread.
///
/// An id that is used under two principals is two keys, for they may lie in two partitions.
///
/// Bounds at most [Profiles#MAX_CREDENTIALS] keys in all partitions as of the last epoch, and a
/// sixteenth of them in one group; further ones share one record a group, named `(other …)`
public final class KeyRing {
  private final Profiles shared;
  private final Teachings teachings = new Teachings();
  private final KeysById credentials = new KeysById();

  /// Keys whose id another principal's key in this partition has as well.
  private final NavigableMap<Apart, CredentialState> apart = new TreeMap<>();

  private final Map<Integer, CredentialState> others = new TreeMap<>();
  private final Map<String, Profile> principals = new HashMap<>();
  private final int[] sizes = new int[KeyGroups.COUNT];
  private @Nullable Observation latest;

  private record Apart(String uid, String route) implements Comparable<Apart> {
    private static final Comparator<Apart> ORDER =
        Comparator.comparing(Apart::uid).thenComparing(Apart::route);

    @Override
    public int compareTo(Apart other) {
      return ORDER.compare(this, other);
    }
  }

  KeyRing(Profiles shared) {
    this.shared = shared;
  }

  /// Sets an activity beside what is known, then learns from it.
  ///
  /// @return good until the next call
  public Observation observe(Activity activity, OperationView operation) {
    CredentialState credential = credential(activity);
    Profile profile = credential.profile();
    long time = activity.timeMicros();
    Strand known = profile.find(activity);
    boolean founded = profile.isFounded();
    boolean knownToProfile = isTaught(known, operation) || profile.knows(operation);
    long silence = profile.silenceMicros(time);
    long longestGap = profile.longestGapMicros();
    Strand strand = known == null ? profile.open(activity, operation) : known;
    Use use = strand.add(activity, operation);
    credential.add(activity, operation, strand);
    profile.touch(time);
    noteMinting(activity, operation, credential, strand);
    Observation seen = observation(activity, operation, credential, strand);
    seen.opensStrand = known == null;
    seen.newToStrand = use == Use.NEW;
    seen.newToProfile = !knownToProfile;
    seen.founded = founded;
    seen.silenceMicros = silence;
    seen.longestGapMicros = longestGap;
    return seen;
  }

  private Observation observation(
      Activity activity, OperationView operation, CredentialState credential, Strand strand) {
    if (latest == null) {
      latest = new Observation(activity, operation, credential, strand);
    }
    latest.activity = activity;
    latest.operation = operation;
    latest.credential = credential;
    latest.strand = strand;
    return latest;
  }

  /// Whether a consumer has taught its profile an operation. What a trusted one uses, the profile
  /// knows; so most calls need not ask it.
  private static boolean isTaught(@Nullable Strand strand, OperationView operation) {
    return strand != null && strand.isTrusted() && strand.operations().knows(operation.id());
  }

  /// Learns from a call after it was judged: what the strand made is its own from now on, and
  /// tenants and the world get used to what a trusted strand does.
  public void learn(Observation seen) {
    seen.strand().remember(seen.activity(), seen.operation());
    if (seen.strand().isTrusted() && (seen.opensStrand() || seen.newToStrand())) {
      String tenant = seen.activity().tenant();
      if (!seen.strand().isKnownTo(tenant)) {
        boolean newSource = teach(tenant, Kind.SOURCE, seen.strand().source());
        boolean newClient = teach(tenant, Kind.CLIENT, seen.strand().client());
        if (!newSource && !newClient) {
          seen.strand().setKnownTo(tenant);
        }
      }
      teach(tenant, Kind.OPERATION, Integer.toString(seen.operation().id()));
    }
  }

  /// Whether the tenant did not know the value, and will once the epoch closes.
  private boolean teach(String tenant, Kind kind, String value) {
    boolean isNew = shared.circles().takes(tenant, kind, value);
    if (isNew) {
      teachings.teach(tenant, kind, value);
    }
    return isNew;
  }

  /// The key that a caller most likely has; null if there is none.
  @Nullable CredentialState likely(Caller caller) {
    return credentials.likely(caller.credentialUid());
  }

  private CredentialState credential(Activity activity) {
    Caller caller = activity.caller();
    CredentialState known = credentials.get(caller.credentialUid());
    if (known != null && known.isOf(caller)) {
      return known;
    }
    if (known != null) {
      Apart key = new Apart(caller.credentialUid(), KeyGroups.route(caller));
      CredentialState other = apart.get(key);
      return other == null ? open(activity, state -> apart.put(key, state)) : other;
    }
    return open(activity, credentials::put);
  }

  private CredentialState open(Activity activity, Consumer<CredentialState> into) {
    int group = KeyGroups.of(activity.caller());
    if (shared.isFull() || sizes[group] >= shared.mostOfGroup()) {
      return others.computeIfAbsent(group, absent -> other(activity, absent));
    }
    CredentialState state = newCredential(activity, activity.caller());
    into.accept(state);
    sizes[group]++;
    return state;
  }

  private CredentialState other(Activity activity, int group) {
    String uid = "(other " + group + ")";
    return newCredential(activity, new Caller(uid, CredentialKind.NONE, "", "", ""));
  }

  private CredentialState newCredential(Activity activity, Caller caller) {
    return new CredentialState(activity, caller, profile(caller), shared.keyRecords());
  }

  private Profile profile(Caller caller) {
    String uid = KeyGroups.profileUid(caller);
    return KeyGroups.isSession(caller)
        ? principals.computeIfAbsent(uid, absent -> new Profile(absent, teachings))
        : new Profile(uid, teachings);
  }

  private void noteMinting(
      Activity activity, OperationView operation, CredentialState parent, Strand strand) {
    String child = minted(activity, operation);
    if (!child.isEmpty() && !child.equals(parent.uid())) {
      teachings.mint(new Minted(child, parent.uid(), strand, activity.timeMicros()));
    }
  }

  /// The key that a call made, as the log or else the inventory tells; empty if neither does.
  private String minted(Activity activity, OperationView operation) {
    String named = activity.mintedCredential();
    if (!named.isEmpty() || !mayMint(activity, operation)) {
      return named;
    }
    String born = shared.births().at(activity.tenant(), activity.timeMicros());
    return born == null ? "" : born;
  }

  private static boolean mayMint(Activity activity, OperationView operation) {
    if (operation.risk().riskClass() != RiskClass.CREDENTIAL || !activity.outcome().succeeded()) {
      return false;
    }
    String method = operation.operation().method();
    return method.equals("POST") || method.equals("PUT") || method.equals(Operation.ACTION);
  }

  Teachings teachings() {
    return teachings;
  }

  /// How many keys there are.
  int size() {
    return credentials.size() + apart.size() + others.size();
  }

  /// Adds the keys that have an id.
  void find(String uid, Collection<CredentialState> to) {
    CredentialState known = credentials.get(uid);
    if (known != null) {
      to.add(known);
    }
    for (Map.Entry<Apart, CredentialState> entry :
        apart.tailMap(new Apart(uid, ""), true).entrySet()) {
      if (!entry.getKey().uid.equals(uid)) {
        return;
      }
      to.add(entry.getValue());
    }
  }

  /// Adds all keys but those that stand for many.
  void all(Collection<CredentialState> to) {
    credentials.all(to);
    to.addAll(apart.values());
  }

  /// What stands for the keys of a group that there was no room for.
  Map<Integer, CredentialState> others() {
    return others;
  }

  /// Whether a profile is that of a principal.
  boolean isOfPrincipal(Profile profile) {
    return principals.get(profile.uid()) == profile;
  }

  /// Takes back a profile.
  Profile restoreProfile(StateReader in, RestoredStrands all) throws StateException {
    boolean ofPrincipal = in.flag();
    Profile profile = Profile.restore(in, teachings, all);
    if (ofPrincipal) {
      principals.put(profile.uid(), profile);
    }
    return profile;
  }

  /// Takes back a key of a group.
  void restore(StateReader in, int group, Profile profile, RestoredStrands all)
      throws StateException {
    CredentialState state = CredentialState.restore(in, profile, shared, all);
    in.require(group == KeyGroups.of(state.caller()), "a key of another group");
    sizes[group]++;
    if (!credentials.put(state)) {
      Apart key = new Apart(state.uid(), KeyGroups.route(state.caller()));
      in.require(apart.put(key, state) == null, "a key stands twice");
    }
  }

  /// Takes back what stands for the keys of a group that there was no room for.
  void restoreOther(StateReader in, int group, Profile profile, RestoredStrands all)
      throws StateException {
    CredentialState state = CredentialState.restore(in, profile, shared, all);
    in.require(others.put(group, state) == null, "a key stands twice");
  }
}
