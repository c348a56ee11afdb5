package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.CredentialState.Minting;
import dev.warder.engine.profile.OperationUse.Use;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All keys, and the profiles behind them. Confined to the engine's thread.
///
/// Bounds at most [#MAX_CREDENTIALS] keys; further ones share one record named `(other)`
public final class Profiles {
  static final int MAX_CREDENTIALS = 4_000_000;
  private static final int MAX_CHILDREN = 1_024;

  private final Map<String, KeyRecord> records;
  private final Map<String, CredentialState> credentials = new LinkedHashMap<>();
  private final Map<String, Profile> principals = new HashMap<>();
  private final Map<String, Minting> mintings = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();
  private final Circles circles = new Circles();
  private final Adoption adoption = new Adoption();
  private @Nullable Observation latest;

  /// A stage over an empty past.
  ///
  /// @param records the operator's own key inventory by credential uid, may be empty
  public Profiles(Map<String, KeyRecord> records) {
    this.records = Map.copyOf(records);
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
    noteMinting(activity, credential, strand);
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
      circles.teach(tenant, Kind.SOURCE, seen.strand().source());
      circles.teach(tenant, Kind.CLIENT, seen.strand().client());
      circles.teach(tenant, Kind.OPERATION, Integer.toString(seen.operation().id()));
    }
  }

  private CredentialState credential(Activity activity) {
    String uid = activity.caller().credentialUid();
    CredentialState known = credentials.get(uid);
    if (known != null) {
      return known;
    }
    String bounded = credentials.size() < MAX_CREDENTIALS ? uid : "(other)";
    return credentials.computeIfAbsent(bounded, absent -> newCredential(absent, activity));
  }

  private CredentialState newCredential(String uid, Activity activity) {
    KeyRecord record = records.get(uid);
    CredentialState state = new CredentialState(activity, profile(activity.caller()), record);
    Minting minting = mintings.get(uid);
    if (minting != null) {
      state.minted(minting);
    }
    return state;
  }

  /// Sessions come and go; what is usual belongs to the principal behind them.
  private Profile profile(Caller caller) {
    CredentialKind kind = caller.kind();
    boolean shortLived =
        kind == CredentialKind.SESSION
            || kind == CredentialKind.WORKLOAD_SESSION
            || kind == CredentialKind.CONSOLE;
    if (!shortLived || caller.principalUid().isEmpty()) {
      return new Profile(caller.credentialUid(), adoption);
    }
    String uid = caller.principalUid() + (kind == CredentialKind.CONSOLE ? " console" : "");
    return principals.computeIfAbsent(uid, absent -> new Profile(absent, adoption));
  }

  private void noteMinting(Activity activity, CredentialState parent, Strand strand) {
    String child = activity.mintedCredential();
    if (child.isEmpty() || child.equals(parent.uid())) {
      return;
    }
    List<String> siblings = children.computeIfAbsent(strand.uid(), absent -> new ArrayList<>());
    if (mintings.size() >= MAX_CREDENTIALS || siblings.size() >= MAX_CHILDREN) {
      return;
    }
    Minting minting = new Minting(parent.uid(), strand, activity.timeMicros());
    mintings.put(child, minting);
    if (!siblings.contains(child)) {
      siblings.add(child);
    }
    CredentialState known = credentials.get(child);
    if (known != null) {
      known.minted(minting);
    }
  }

  /// Keys that a strand minted, used or not, first minted first.
  public List<String> mintedBy(Strand strand) {
    return children.getOrDefault(strand.uid(), List.of());
  }

  public @Nullable CredentialState find(String uid) {
    return credentials.get(uid);
  }

  public Collection<CredentialState> credentials() {
    return credentials.values();
  }

  /// Keys the operator's inventory names, seen or not.
  public Collection<KeyRecord> records() {
    return records.values();
  }

  public Circles circles() {
    return circles;
  }

  public Adoption adoption() {
    return adoption;
  }

  /// Makes what was taught since the last call count.
  public void closeEpoch() {
    circles.closeEpoch();
    adoption.closeEpoch();
  }

  /// Writes all keys and profiles, and who minted whom.
  public void save(StateWriter out, StrandNumbers numbers) {
    adoption.save(out);
    circles.save(out);
    out.number(credentials.size());
    credentials.forEach((uid, credential) -> {
      out.text(uid);
      Profile profile = credential.profile();
      boolean isNew = numbers.add(profile);
      numbers.write(out, profile);
      if (isNew) {
        out.flag(principals.get(profile.uid()) == profile);
        profile.save(out, numbers);
      }
      credential.save(out, numbers);
    });
    out.sorted(
        mintings,
        (to, minting) -> {
          to.text(minting.parentUid());
          numbers.write(to, minting.strand());
          to.signed(minting.timeMicros());
        });
    out.sorted(children, StateWriter::texts);
  }

  /// Takes back what was saved, into an object nothing is known by yet.
  public void restore(StateReader in, RestoredStrands all) throws StateException {
    adoption.restore(in);
    circles.restore(in);
    in.each(from -> restoreCredential(from, all));
    in.into(mintings, from -> new Minting(from.text(), all.read(from), from.signed()));
    mintings.forEach((child, minting) -> {
      CredentialState known = credentials.get(child);
      if (known != null) {
        known.minted(minting);
      }
    });
    in.into(children, StateReader::texts);
  }

  private void restoreCredential(StateReader in, RestoredStrands all) throws StateException {
    String uid = in.text();
    Profile profile = profile(in, all);
    CredentialState credential = CredentialState.restore(in, profile, records.get(uid), all);
    in.require(credentials.put(uid, credential) == null, "a key stands twice");
  }

  private Profile profile(StateReader in, RestoredStrands all) throws StateException {
    int number = in.number(all.profiles());
    if (number < all.profiles()) {
      return all.profile(number);
    }
    boolean ofPrincipal = in.flag();
    Profile profile = Profile.restore(in, adoption, all);
    if (ofPrincipal) {
      principals.put(profile.uid(), profile);
    }
    return profile;
  }
}
