package dev.warder.engine.parameter;

import dev.warder.model.inventory.SensitiveData;
import dev.warder.model.inventory.SensitiveData.Basis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Decides what sensitive data a field holds: per field, not per value.
///
/// A single value proves little: one number in ten has a right Luhn digit. Of n different values, k
/// pass; what speaks for the kind is how unlikely it is that at least k of n unrelated values would
/// (binomial tail), in nats, and what the field's name adds. Both together must reach
/// [#NATS_NEEDED], and at least half of the values must pass.
///
/// @param kinds in the order to list them
public record SensitiveKinds(List<SensitiveKind> kinds) {

  /// One field in a million by chance.
  static final double NATS_NEEDED = -Math.log(1e-6);

  private static final SensitiveKinds NONE = new SensitiveKinds(List.of());

  public SensitiveKinds {
    kinds = List.copyOf(kinds);
  }

  /// Finds nothing sensitive anywhere.
  public static SensitiveKinds none() {
    return NONE;
  }

  /// What a field holds, surest first.
  List<SensitiveData> in(String name, FieldUse field) {
    List<Weighed> found = new ArrayList<>(1);
    for (SensitiveKind kind : kinds) {
      boolean named = kind.namedSo().test(name);
      int sampled = field.distinct();
      int passed = field.withAny(kind.shapes());
      boolean most = passed > 0 && passed * 2 >= sampled;
      double values = most ? -logTail(sampled, passed, kind.chance()) : 0;
      double nats = values + (named ? kind.nameNats() : 0);
      if (most && nats >= NATS_NEEDED) {
        Basis basis = named ? Basis.NAME_AND_VALUES : Basis.VALUES;
        found.add(weighed(kind, basis, passed, sampled, nats));
      } else if (named && kind.nameSuffices() && !field.isFlag()) {
        found.add(weighed(kind, Basis.NAME, 0, sampled, 0));
      }
    }
    found.sort(Comparator.comparingDouble(Weighed::nats).reversed());
    return found.stream().map(Weighed::data).toList();
  }

  private static Weighed weighed(
      SensitiveKind kind, Basis basis, int passed, int sampled, double nats) {
    return new Weighed(new SensitiveData(kind.id(), kind.label(), basis, passed, sampled), nats);
  }

  private record Weighed(SensitiveData data, double nats) {}

  /// Natural logarithm of the probability of at least `passed` of `sampled` by chance.
  static double logTail(int sampled, int passed, double chance) {
    double log = Math.log(chance);
    double logNot = Math.log1p(-chance);
    double logTerm = passed * log + (sampled - passed) * logNot + logChoose(sampled, passed);
    double sum = 1;
    double ratio = 1;
    for (int i = passed; i < sampled; i++) {
      ratio *= (double) (sampled - i) / (i + 1) * Math.exp(log - logNot);
      sum += ratio;
    }
    return Math.min(0, logTerm + Math.log(sum));
  }

  private static double logChoose(int n, int k) {
    double log = 0;
    for (int i = 1; i <= k; i++) {
      log += Math.log(n - k + i) - Math.log(i);
    }
    return log;
  }
}
