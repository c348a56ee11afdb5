package dev.warder.engine.profile;

import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.Circles.Taught;
import dev.warder.engine.profile.Mintings.Minted;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the keys of one partition have taught everybody since the last epoch: nobody hears of it
/// before the epoch closes, not even they themselves. Confined to the partition's thread.
final class Teachings {
  private final Set<Taught> taught = new HashSet<>();
  private final Earliest<Minted> minted = Minted.none();
  private int[] operations = new int[16];
  private int size;
  private int profiles;

  /// Notes a value that a tenant is used to.
  void teach(String tenant, Kind kind, String value) {
    taught.add(new Taught(tenant, kind, value));
  }

  /// Notes that one more profile uses an operation.
  void adopt(int operation) {
    if (size == operations.length) {
      operations = Arrays.copyOf(operations, size * 2);
    }
    operations[size++] = operation;
  }

  /// Notes one more profile that has taken up a first operation.
  void found() {
    profiles++;
  }

  void mint(Minted one) {
    minted.add(one);
  }

  /// Adds what another partition's keys have taught.
  void add(Teachings other) {
    taught.addAll(other.taught);
    minted.copy(other.minted);
    for (int i = 0; i < other.size; i++) {
      adopt(other.operations[i]);
    }
    profiles += other.profiles;
  }

  void clear() {
    taught.clear();
    minted.clear();
    size = 0;
    profiles = 0;
  }

  /// Values tenants are used to, in an order of their own.
  List<Taught> taught() {
    return taught.size() < 2 ? List.copyOf(taught) : taught.stream().sorted(Taught.ORDER).toList();
  }

  /// Keys that were minted, in the order in which they were.
  List<Minted> minted() {
    return List.copyOf(minted.sorted());
  }

  /// Operations that one more profile each uses, in their order.
  int[] operations() {
    int[] sorted = Arrays.copyOf(operations, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /// Profiles that have taken up a first operation.
  int profiles() {
    return profiles;
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.list(taught(), (to, one) -> one.save(to));
    out.signed(operations(), size);
    out.number(profiles);
    out.list(minted(), (to, one) -> one.save(to, numbers));
  }

  void restore(StateReader in, RestoredStrands all) throws StateException {
    in.each(from -> taught.add(Taught.restore(from)));
    size = in.size();
    operations = in.signed(size, operations.length);
    for (int i = 0; i < size; i++) {
      in.require(operations[i] >= 0 && operations[i] <= OperationUse.MOST_ID, "no operation");
    }
    profiles = in.small();
    in.each(from -> minted.add(Minted.restore(from, all)));
  }
}
