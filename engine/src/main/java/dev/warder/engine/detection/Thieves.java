package dev.warder.engine.detection;

import static java.util.Objects.requireNonNull;

import dev.warder.model.RiskClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How thieves are thought to behave: declared shares, as content, for nobody has counted thieves.
/// What honest consumers do is counted; the honest shares here stand in until that has happened.
///
/// @param owner consumers on the owner's network with the owner's software
/// @param source how new the network is
/// @param client how new the software is
/// @param traits what a day shows whatever the API is about
/// @param operations share of thieves that call one certain operation of a class that is new to the
///   key
/// @param detection share of thieves that set one certain detection off
public record Thieves(
    Share owner,
    Sources source,
    Clients client,
    Traits traits,
    Map<RiskClass, Double> operations,
    double detection) {

  public Thieves {
    requireNonNull(owner, "owner is null");
    requireNonNull(source, "source is null");
    requireNonNull(client, "client is null");
    requireNonNull(traits, "traits is null");
    operations = Map.copyOf(operations);
    for (RiskClass risk : RiskClass.values()) {
      Double share = operations.get(risk);
      if (share == null) {
        throw new IllegalArgumentException("operations has no share for " + risk);
      }
      requireShare("operations." + risk, share);
    }
    requireShare("detection", detection);
  }

  /// Thieves of whom nothing particular is declared, for engines that take stock and need not tell
  /// them from others.
  public static Thieves undeclared() {
    Grades one = new Grades(List.of(0.1), 0.1);
    Grades two = new Grades(List.of(0.05, 0.05), 0.1);
    Grades three = new Grades(List.of(0.04, 0.03, 0.03), 0.1);
    Map<RiskClass, Double> operations = new EnumMap<>(RiskClass.class);
    for (RiskClass risk : RiskClass.values()) {
      operations.put(risk, 0.01);
    }
    return new Thieves(
        Share.ALL,
        new Sources(Share.ALL, Share.ALL, Share.ALL, Share.ALL, Share.ALL),
        new Clients(Share.ALL, Share.ALL, Share.ALL, Share.ALL),
        new Traits(two, one, three, three, three),
        operations,
        0.1);
  }

  /// The share of thieves that call one certain operation of a class.
  public double operation(RiskClass risk) {
    return requireNonNull(operations.get(risk));
  }

  /// Two shares of the same thing.
  ///
  /// @param thieves of thieves, above 0 to 1
  /// @param honest of honest consumer-days before any is counted, above 0 to 1
  public record Share(double thieves, double honest) {
    /// What holds of everybody.
    public static final Share ALL = new Share(1, 1);

    public Share {
      requireShare("thieves", thieves);
      requireShare("honest", honest);
    }
  }

  /// How far the network lies from those the key is used from, each step or beyond.
  ///
  /// @param newAddress a new address on a network the key uses
  /// @param knownToTenant a network other keys of the tenant use
  /// @param knownToWorld a network other tenants use
  /// @param unknown a network nobody uses
  /// @param rentable one where anybody can rent a machine, on a key that never called from one
  public record Sources(
      Share newAddress, Share knownToTenant, Share knownToWorld, Share unknown, Share rentable) {

    public Sources {
      requireFalling("source", newAddress, knownToTenant, knownToWorld, unknown, rentable);
    }
  }

  /// How far the software lies from what the key is used with, each step or beyond.
  ///
  /// @param newVersion another version or build of software the key is used with
  /// @param knownToTenant software other keys of the tenant are used with
  /// @param knownToWorld software other tenants use
  /// @param unknown software nobody uses
  public record Clients(Share newVersion, Share knownToTenant, Share knownToWorld, Share unknown) {

    public Clients {
      requireFalling("client", newVersion, knownToTenant, knownToWorld, unknown);
    }
  }

  /// What a day shows whatever the API is about.
  ///
  /// @param unknownPaths paths that do not exist: one or two, more
  /// @param whoAmI asks whose key it is, among the first calls
  /// @param refusals different things refused: over the most so far, many, very many
  /// @param objects different things touched: over the most so far, three times, ten times
  /// @param bytes bytes taken out: the same steps
  public record Traits(
      Grades unknownPaths, Grades whoAmI, Grades refusals, Grades objects, Grades bytes) {

    public Traits {
      requireGrades("unknown-paths", unknownPaths, 2);
      requireGrades("who-am-i", whoAmI, 1);
      requireGrades("refusals", refusals, 3);
      requireGrades("objects", objects, 3);
      requireGrades("bytes", bytes, 3);
    }

    private static void requireGrades(String trait, Grades given, int measured) {
      if (given.thieves().size() != measured) {
        throw new IllegalArgumentException(
            trait + ": thieves needs a share for each of " + measured + " grades");
      }
    }
  }

  /// A trait by grades.
  ///
  /// @param thieves share of thieves at exactly each grade, mildest first, below 1 in all
  /// @param honest share of honest days at any grade, before any is counted
  public record Grades(List<Double> thieves, double honest) {
    public Grades {
      thieves = List.copyOf(thieves);
      double sum = 0;
      for (double share : thieves) {
        requireShare("thieves", share);
        sum += share;
      }
      if (sum >= 1) {
        throw new IllegalArgumentException("thieves must stay below 1 in all, is " + sum);
      }
      requireShare("honest", honest);
    }
  }

  private static void requireFalling(String what, Share... steps) {
    Share before = Share.ALL;
    for (Share step : steps) {
      if (step.thieves > before.thieves || step.honest > before.honest) {
        throw new IllegalArgumentException(
            what + ": a share counts a step or beyond, so none may be above the one before it");
      }
      before = step;
    }
  }

  private static void requireShare(String what, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(what + " must be above 0 and at most 1, is " + share);
    }
  }
}
