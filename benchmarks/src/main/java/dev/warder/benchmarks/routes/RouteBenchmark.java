package dev.warder.benchmarks.routes;

import dev.warder.benchmarks.routes.RouteTraffic.RouteCall;
import dev.warder.testkit.draw.Draw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Measures the learner of route templates on traffic invented from published lists of operations,
/// beside two simple rules on the same traffic. `RouteBenchmark LISTS [SEED]`, where LISTS is a
/// folder with `routes-dev.tsv.gz`, `routes-dev-facts-only.tsv.gz` and `r3`.
///
/// The learner was worked out on the providers whose name hashes to an even number (seen); the
/// printed figures are those of the others (unseen). Every figure is a mean over providers, so that
/// one with ten thousand operations counts as much as one with ten.
public final class RouteBenchmark {
  private static final int MOST_OPERATIONS_OF_PROVIDER = 400;
  private static final String SEEN = "seen";
  private static final String UNSEEN = "unseen";

  private final long seed;

  RouteBenchmark(long seed) {
    this.seed = seed;
  }

  public static void main(String[] args) {
    if (args.length < 1) {
      System.err.println("usage: RouteBenchmark LISTS [SEED]");
      System.exit(2);
    }
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    new RouteBenchmark(seed).run(Path.of(args[0]));
  }

  private void run(Path lists) {
    List<TrueOperation> operations =
        new ArrayList<>(RouteList.read(lists.resolve("routes-dev.tsv.gz")));
    operations.addAll(RouteList.read(lists.resolve("routes-dev-facts-only.tsv.gz")));
    Map<String, List<TrueOperation>> byProvider = new TreeMap<>();
    for (TrueOperation operation : operations) {
      byProvider.computeIfAbsent(operation.provider(), p -> new ArrayList<>()).add(operation);
    }
    Map<String, Learner> learners = new LinkedHashMap<>();
    learners.put("warder", new WarderLearner());
    learners.put("numeric", BaselineRules::numeric);
    learners.put("merge10", BaselineRules::mergeAfterTen);
    Map<String, Figures> figures = new LinkedHashMap<>();
    byProvider.forEach((provider, all) -> measure(provider, all, learners, figures));
    figures.forEach((name, of) -> System.out.println(name + "  " + of));
    r3(lists.resolve("r3"), learners);
    Figures warder = figures.getOrDefault("warder " + UNSEEN, new Figures());
    System.out.printf(
        Locale.ROOT,
        "f1=%.3f precision=%.3f recall=%.3f over_merge=%.4f f1_numeric_rule=%.3f"
            + " f1_merge10_rule=%.3f%n",
        warder.f1(),
        warder.precision(),
        warder.recall(),
        warder.overMerge(),
        figures.getOrDefault("numeric " + UNSEEN, new Figures()).f1(),
        figures.getOrDefault("merge10 " + UNSEEN, new Figures()).f1());
  }

  /// Which half a provider is in, by its name alone.
  static boolean isSeen(String provider) {
    return (new Draw(0).fork(provider).next() & 1) == 0;
  }

  private void measure(
      String provider,
      List<TrueOperation> all,
      Map<String, Learner> learners,
      Map<String, Figures> figures) {
    Map<String, Grouping> sums = new LinkedHashMap<>();
    for (List<TrueOperation> host : hosts(sample(all))) {
      String name = host.getFirst().host();
      List<RouteCall> calls = new RouteTraffic(host, new Draw(seed).fork(name)).calls();
      learners.forEach((rule, learner) ->
          sums.merge(rule, grouping(host, calls, learner.group(name, calls)), Grouping::plus));
    }
    String half = isSeen(provider) ? SEEN : UNSEEN;
    sums.forEach((rule, sum) ->
        figures.computeIfAbsent(rule + " " + half, absent -> new Figures()).add(sum));
  }

  private static Grouping grouping(
      List<TrueOperation> operations, List<RouteCall> calls, Object[] groups) {
    List<Integer> counted = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      if (calls.get(i).counts()) {
        counted.add(i);
      }
    }
    int[] truths = counted.stream().mapToInt(i -> calls.get(i).truth()).toArray();
    Object[] learned = counted.stream().map(i -> groups[i]).toArray();
    return Grouping.of(operations, truths, learned);
  }

  /// At most so many operations of a provider, whole families (first two segments) of them.
  List<TrueOperation> sample(List<TrueOperation> all) {
    List<TrueOperation> ordered = new ArrayList<>(all);
    Map<String, Long> ranks = new LinkedHashMap<>();
    ordered.sort(
        Comparator.<TrueOperation>comparingLong(
                o -> ranks.computeIfAbsent(family(o), f -> new Draw(seed).fork(f).next()))
            .thenComparing(RouteBenchmark::family));
    return ordered.subList(0, Math.min(ordered.size(), MOST_OPERATIONS_OF_PROVIDER));
  }

  private static String family(TrueOperation operation) {
    List<String> segments = operation.segments();
    return operation.host() + " " + segments.subList(0, Math.min(2, segments.size()));
  }

  /// By host, each operation once.
  static List<List<TrueOperation>> hosts(List<TrueOperation> operations) {
    Map<String, Map<String, TrueOperation>> hosts = new TreeMap<>();
    for (TrueOperation operation : operations) {
      hosts
          .computeIfAbsent(operation.host(), h -> new TreeMap<>())
          .putIfAbsent(operation.identity(), operation);
    }
    return hosts.values().stream().map(host -> List.copyOf(host.values())).toList();
  }

  private void r3(Path folder, Map<String, Learner> learners) {
    Map<String, String> lists = new LinkedHashMap<>();
    lists.put("Endpoint100_trivial.txt", "endpoint_trivial.yaml");
    lists.put("Endpoint100_trivial_3k_repeat.txt.gz", "endpoint_trivial_3k.yaml");
    lists.put("Endpoint200_hard.txt", "endpoint_hard.yaml");
    lists.put("Endpoint200_hard_3k_repeat.txt.gz", "endpoint_hard_3k.yaml");
    lists.put("Endpoint100_counterexamples.txt", "endpoint_counterexamples.yaml");
    lists.put("Endpoint_spelling.txt", "endpoint_spelling.yaml");
    lists.forEach((list, yaml) -> {
      ExpectedList expected = ExpectedList.read(folder.resolve(list), folder.resolve(yaml));
      List<RouteCall> calls = new ArrayList<>();
      for (int i = 0; i < expected.paths().size(); i++) {
        calls.add(new RouteCall("GET", expected.paths().get(i), 200, expected.truths().get(i)));
      }
      learners.forEach((rule, learner) -> {
        Grouping found = grouping(expected.operations(), calls, learner.group("r3", calls));
        System.out.printf(
            Locale.ROOT,
            "r3 %s %s  f1=%.3f right=%d of %d, fused=%d%n",
            list,
            rule,
            found.f1(),
            found.right(),
            found.operations(),
            found.fused() + found.overlapFused());
      });
    });
  }

  /// Sums over providers.
  private static final class Figures {
    private int providers;
    private double f1;
    private double precision;
    private double recall;
    private double overMerge;
    private Grouping total = Grouping.NONE;

    void add(Grouping provider) {
      providers++;
      f1 += provider.f1();
      precision += provider.precision();
      recall += provider.recall();
      overMerge += provider.overMerge();
      total = total.plus(provider);
    }

    double f1() {
      return f1 / providers;
    }

    double precision() {
      return precision / providers;
    }

    double recall() {
      return recall / providers;
    }

    double overMerge() {
      return overMerge / providers;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "providers=%d operations=%d f1=%.3f precision=%.3f recall=%.3f over_merge=%.4f"
              + " (all operations alike: f1=%.3f over_merge=%.4f); overlapping=%d of which fused=%d",
          providers,
          total.operations(),
          f1(),
          precision(),
          recall(),
          overMerge(),
          total.f1(),
          total.overMerge(),
          total.overlapping(),
          total.overlapFused());
    }
  }
}
