package dev.warder.engine.profile;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The consumers of a state as they come back; the other end of [StrandNumbers].
public final class RestoredStrands {
  private final Map<String, Detection> detections;
  private final int operations;
  private final List<Profile> profiles = new ArrayList<>();
  private final List<Strand> all = new ArrayList<>();

  /// @param detections of content, by id
  /// @param operations how many operations there are
  public RestoredStrands(Map<String, Detection> detections, int operations) {
    this.detections = detections;
    this.operations = operations;
  }

  void restore(StateReader in, OperationUse use) throws StateException {
    use.restore(in, operations);
  }

  Map<String, Detection> detections() {
    return detections;
  }

  void add(Profile profile) {
    profiles.add(profile);
  }

  Profile profile(int number) {
    return profiles.get(number);
  }

  /// Reads which profile it is.
  public Profile profile(StateReader in) throws StateException {
    return profiles.get(in.number(profiles.size() - 1));
  }

  int profiles() {
    return profiles.size();
  }

  Strand restore(StateReader in, Profile profile) throws StateException {
    Strand strand = Strand.restore(in, profile, this);
    all.add(strand);
    return strand;
  }

  /// Reads which consumer it is.
  public Strand read(StateReader in) throws StateException {
    int number = in.number(all.size());
    return number == 0 ? restore(in, profile(in)) : all.get(number - 1);
  }

  /// All that were read so far, in the order of their numbers.
  public List<Strand> all() {
    return all;
  }
}
