package dev.warder.engine.profile;

import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers consumers while a state is written, so that whoever refers to one writes its number. One
/// that its profile has let go of is written where it is referred to first.
///
///     0 · profile · consumer        the first time        n        the nth consumer of the state
public final class StrandNumbers {
  private final Map<Profile, Integer> profiles = new LinkedHashMap<>();
  private final Map<Strand, Integer> numbers = new HashMap<>();
  private final List<Strand> all = new ArrayList<>();

  /// Gives a profile the next number, from 0; false if it has one.
  boolean add(Profile profile) {
    return profiles.putIfAbsent(profile, profiles.size()) == null;
  }

  /// Writes which profile it is; all are written before anybody refers to one.
  public void write(StateWriter out, Profile profile) {
    Integer number = profiles.get(profile);
    if (number == null) {
      throw new IllegalStateException("a profile that no key has: " + profile.uid());
    }
    out.number(number);
  }

  /// All profiles, in the order of their numbers.
  public Collection<Profile> profiles() {
    return profiles.keySet();
  }

  void save(StateWriter out, Strand strand) {
    strand.save(out);
    numbers.put(strand, numbers.size() + 1);
    all.add(strand);
  }

  /// Writes which consumer it is.
  public void write(StateWriter out, Strand strand) {
    int number = numbers.getOrDefault(strand, 0);
    out.number(number);
    if (number == 0) {
      write(out, strand.profile());
      save(out, strand);
    }
  }

  /// All that were written so far, in the order of their numbers.
  public List<Strand> all() {
    return all;
  }
}
