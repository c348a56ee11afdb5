package dev.warder.content;

import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Clients;
import dev.warder.engine.detection.Thieves.Grades;
import dev.warder.engine.detection.Thieves.Share;
import dev.warder.engine.detection.Thieves.Sources;
import dev.warder.engine.detection.Thieves.Traits;
import dev.warder.model.RiskClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads what thieves are thought to do.
final class ThievesReader {
  private ThievesReader() {}

  static Thieves read(Fields in) {
    Thieves thieves =
        checked(
            in,
            "operations",
            () ->
                new Thieves(
                    share(in, "owner"),
                    within(in, "source", ThievesReader::sources),
                    within(in, "client", ThievesReader::clients),
                    within(in, "traits", ThievesReader::traits),
                    within(in, "operations", ThievesReader::operations),
                    in.number("detection")));
    in.end();
    return thieves;
  }

  private static Sources sources(Fields in) {
    return new Sources(
        share(in, "new-address"),
        share(in, "known-to-tenant"),
        share(in, "known-to-world"),
        share(in, "unknown"),
        share(in, "rentable"));
  }

  private static Clients clients(Fields in) {
    return new Clients(
        share(in, "new-version"),
        share(in, "known-to-tenant"),
        share(in, "known-to-world"),
        share(in, "unknown"));
  }

  private static Traits traits(Fields in) {
    return new Traits(
        grades(in, "unknown-paths"),
        grades(in, "who-am-i"),
        grades(in, "refusals"),
        grades(in, "objects"),
        grades(in, "bytes"));
  }

  private static Map<RiskClass, Double> operations(Fields in) {
    Map<RiskClass, Double> shares = new EnumMap<>(RiskClass.class);
    for (RiskClass risk : RiskClass.values()) {
      shares.put(risk, in.number(risk.name()));
    }
    return shares;
  }

  private static Share share(Fields in, String name) {
    return within(in, name, of -> new Share(of.number("thieves"), of.number("honest")));
  }

  private static Grades grades(Fields in, String name) {
    return within(in, name, of -> new Grades(of.numbers("thieves"), of.number("honest")));
  }

  /// What the fields of a mapping make, and nothing but those.
  private static <T> T within(Fields in, String name, Function<Fields, T> reading) {
    Fields inner = in.fields(name);
    T made = checked(in, name, () -> reading.apply(inner));
    inner.end();
    return made;
  }

  private static <T> T checked(Fields in, String name, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw in.problem(name, String.valueOf(e.getMessage()));
    }
  }
}
