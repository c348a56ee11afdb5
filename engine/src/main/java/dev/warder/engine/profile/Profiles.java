package dev.warder.engine.profile;

import dev.warder.engine.profile.Mintings.Minted;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All keys, ring by ring, and what all of them know as of the last closed epoch. Rings only read
/// it; what they teach reaches it when an epoch closes. Confined to the engine's thread.
///
/// Guarantees the same for any number of rings
public final class Profiles {
  static final int MAX_CREDENTIALS = 4_000_000;

  private static final Comparator<CredentialState> BY_FIRST_CALL =
      Comparator.comparingLong(CredentialState::firstMicros)
          .thenComparing(CredentialState::uid)
          .thenComparing(credential -> KeyGroups.route(credential.caller()));

  private final KeyRecords records;
  private final Births births;
  private final int mostKeys;
  private final List<KeyRing> rings;
  private final Circles circles = new Circles();
  private final Adoption adoption = new Adoption();
  private final Mintings mintings = new Mintings();

  /// Keys at the end of the last epoch.
  private long known;

  /// Rings without keys.
  ///
  /// @param records the operator's own key inventory, may be empty
  /// @param partitions how many rings, 1 to [KeyGroups#COUNT]
  public Profiles(KeyRecords records, int partitions) {
    this(records, partitions, MAX_CREDENTIALS);
  }

  /// For tests: rings of a smaller bound.
  Profiles(KeyRecords records, int partitions, int mostKeys) {
    this.records = records;
    this.births = new Births(records.all());
    this.mostKeys = mostKeys;
    this.rings = IntStream.range(0, partitions).mapToObj(ring -> new KeyRing(this)).toList();
  }

  /// The keys of a partition.
  public KeyRing ring(int partition) {
    return rings.get(partition);
  }

  private KeyRing ringOf(int group) {
    return rings.get(group % rings.size());
  }

  /// The first key with an id; null if it was never seen.
  public @Nullable CredentialState find(String uid) {
    List<CredentialState> all = all(uid);
    return all.isEmpty() ? null : all.getFirst();
  }

  /// All keys with an id, one for each principal it was used under.
  public List<CredentialState> all(String uid) {
    List<CredentialState> all = new ArrayList<>(1);
    rings.forEach(ring -> ring.find(uid, all));
    all.sort(BY_FIRST_CALL);
    return all;
  }

  /// All keys, first seen first.
  public Collection<CredentialState> credentials() {
    List<CredentialState> all = named();
    all.addAll(others().values());
    return all;
  }

  private List<CredentialState> named() {
    List<CredentialState> named = new ArrayList<>();
    rings.forEach(ring -> ring.all(named));
    named.sort(BY_FIRST_CALL);
    return named;
  }

  private Map<Integer, CredentialState> others() {
    Map<Integer, CredentialState> others = new TreeMap<>();
    rings.forEach(ring -> others.putAll(ring.others()));
    return others;
  }

  /// Keys the operator's inventory names, seen or not.
  public Collection<KeyRecord> records() {
    return records.all();
  }

  /// What the operator's inventory says of keys.
  KeyRecords keyRecords() {
    return records;
  }

  /// When the inventory's keys came into being.
  Births births() {
    return births;
  }

  /// Whether there were as many keys as may be when the last epoch closed.
  boolean isFull() {
    return known >= mostKeys;
  }

  /// Keys that one group may have, full or not.
  int mostOfGroup() {
    return mostKeys / 16;
  }

  public Circles circles() {
    return circles;
  }

  public Adoption adoption() {
    return adoption;
  }

  public Mintings mintings() {
    return mintings;
  }

  /// Keys that a strand minted, used or not, first minted first.
  public List<String> mintedBy(Strand strand) {
    return mintings.by(strand);
  }

  /// Makes what was taught since the last call count.
  ///
  /// @return keys minted since then, first minted first
  public List<Minted> closeEpoch() {
    Teachings taught = teachings();
    rings.forEach(ring -> ring.teachings().clear());
    List<Minted> minted = taught.minted();
    circles.learn(taught.taught());
    adoption.learn(taught.operations(), taught.profiles());
    mintings.learn(minted);
    known = rings.stream().mapToLong(KeyRing::size).sum();
    return minted;
  }

  /// What all rings have taught since the last epoch.
  private Teachings teachings() {
    Teachings all = new Teachings();
    rings.forEach(ring -> all.add(ring.teachings()));
    return all;
  }

  /// Writes all keys and profiles, and who minted whom.
  public void save(StateWriter out, StrandNumbers numbers) {
    adoption.save(out);
    circles.save(out);
    mintings.save(out);
    out.number(known);
    out.list(named(), (to, key) -> save(to, KeyGroups.of(key.caller()), key, numbers));
    List<Map.Entry<Integer, CredentialState>> others = List.copyOf(others().entrySet());
    out.list(others, (to, other) -> save(to, other.getKey(), other.getValue(), numbers));
    teachings().save(out, numbers);
  }

  private void save(StateWriter out, int group, CredentialState key, StrandNumbers numbers) {
    out.number(group);
    Profile profile = key.profile();
    boolean isNew = numbers.add(profile);
    numbers.write(out, profile);
    if (isNew) {
      out.flag(ringOf(group).isOfPrincipal(profile));
      profile.save(out, numbers);
    }
    key.save(out, numbers);
  }

  /// Takes back what was saved, into an object nothing is known by yet; how many rings it has need
  /// not be how many there were.
  public void restore(StateReader in, RestoredStrands all) throws StateException {
    adoption.restore(in);
    circles.restore(in);
    mintings.restore(in);
    known = in.number();
    in.each(from -> {
      int group = from.number(KeyGroups.COUNT - 1);
      KeyRing ring = ringOf(group);
      ring.restore(from, group, profile(from, ring, all), all);
    });
    in.each(from -> {
      int group = from.number(KeyGroups.COUNT - 1);
      KeyRing ring = ringOf(group);
      ring.restoreOther(from, group, profile(from, ring, all), all);
    });
    rings.getFirst().teachings().restore(in, all);
  }

  private static Profile profile(StateReader in, KeyRing ring, RestoredStrands all)
      throws StateException {
    int number = in.number(all.profiles());
    return number < all.profiles() ? all.profile(number) : ring.restoreProfile(in, all);
  }
}
