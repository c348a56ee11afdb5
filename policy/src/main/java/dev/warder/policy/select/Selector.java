package dev.warder.policy.select;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Source;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.place.Place;
import dev.warder.policy.place.Places;
import dev.warder.policy.scope.OperationPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A query that picks keys.
///
/// - Shape: read by [Selectors#parse]; `toString` gives the one text that reads back as the same
/// - Bounds: see [Selectors]; asking visits each part at most once
/// - Errors: [#matches] answers for every key and never throws
public sealed interface Selector {

  /// Whether a key is picked.
  ///
  /// @param nowMicros the time of asking, for moments that move with it
  boolean matches(KeyFacts key, KeyHistory history, long nowMicros);

  /// The selector with every moment fixed as of a time, so that it picks by the same times for
  /// ever; itself if it has none that moves.
  default Selector frozen(long nowMicros) {
    return this;
  }

  /// What the answer rests on: the least firm of all parts.
  default Basis basis() {
    return Parts.basis(this);
  }

  /// What it asks of calls that were made, each once, in the order of the text. Whoever asks
  /// [#matches] must have looked for it before.
  default List<OfCalls> ofCalls() {
    Set<OfCalls> asked = new LinkedHashSet<>();
    Parts.calls(this, asked);
    return List.copyOf(asked);
  }

  /// Every key.
  record All() implements Selector {
    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      return true;
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys that all parts pick.
  ///
  /// @param parts two or more, none of them an [And]
  record And(List<Selector> parts) implements Selector {
    public And {
      List<Selector> flat = new ArrayList<>();
      for (Selector part : parts) {
        flat.addAll(part instanceof And(List<Selector> inner) ? inner : List.of(part));
      }
      parts = List.copyOf(flat);
      if (parts.size() < 2) {
        throw new IllegalArgumentException("fewer than two parts");
      }
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).matches(key, history, nowMicros)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Selector frozen(long nowMicros) {
      return new And(parts.stream().map(part -> part.frozen(nowMicros)).toList());
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys that any part picks.
  ///
  /// @param parts two or more, none of them an [Or]
  record Or(List<Selector> parts) implements Selector {
    public Or {
      List<Selector> flat = new ArrayList<>();
      for (Selector part : parts) {
        flat.addAll(part instanceof Or(List<Selector> inner) ? inner : List.of(part));
      }
      parts = List.copyOf(flat);
      if (parts.size() < 2) {
        throw new IllegalArgumentException("fewer than two parts");
      }
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).matches(key, history, nowMicros)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Selector frozen(long nowMicros) {
      return new Or(parts.stream().map(part -> part.frozen(nowMicros)).toList());
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys that a part does not pick.
  record Not(Selector part) implements Selector {
    public Not {
      requireNonNull(part, "part is null");
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      return !part.matches(key, history, nowMicros);
    }

    @Override
    public Selector frozen(long nowMicros) {
      return new Not(part.frozen(nowMicros));
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys of which a text is like one of some others.
  ///
  /// @param values at least one
  record Like(Attribute attribute, List<Glob> values) implements Selector {
    public Like {
      requireNonNull(attribute, "attribute is null");
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("values are empty");
      }
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      for (int i = 0; i < values.size(); i++) {
        if (attribute.matches(values.get(i), key, history)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys to which something happened before a moment. What never happens happens before none,
  /// except use: a key never used was not used since any moment.
  record Before(TimeAttribute attribute, Moment moment) implements Selector {
    public Before {
      requireNonNull(attribute, "attribute is null");
      requireNonNull(moment, "moment is null");
      if (!attribute.isReadable(moment)) {
        throw new IllegalArgumentException(attribute + " before " + moment);
      }
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      return attribute.micros(key, history) < moment.micros(nowMicros);
    }

    @Override
    public Selector frozen(long nowMicros) {
      return new Before(attribute, Moment.At.nearest(moment.micros(nowMicros)));
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys to which something happened at a moment or after: all that [Before] does not pick.
  record After(TimeAttribute attribute, Moment moment) implements Selector {
    public After {
      requireNonNull(attribute, "attribute is null");
      requireNonNull(moment, "moment is null");
      if (moment instanceof Moment.Ahead || !attribute.isReadable(moment)) {
        throw new IllegalArgumentException(attribute + " after " + moment);
      }
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      return attribute.micros(key, history) >= moment.micros(nowMicros);
    }

    @Override
    public Selector frozen(long nowMicros) {
      return new After(attribute, Moment.At.nearest(moment.micros(nowMicros)));
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys to which something never happens.
  record Never(TimeAttribute attribute) implements Selector {
    public Never {
      if (attribute == TimeAttribute.MINTED) {
        throw new IllegalArgumentException("every key was minted");
      }
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      return attribute.isNever(attribute.micros(key, history));
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys that came from a key: minted by it or put in its place, and all that came from those; not
  /// the key itself. Whoever rotates a key stays in its line.
  record DescendantOf(String id) implements Selector {
    /// Generations of minting below the first key at most: a key that deep mints none.
    public static final int DEEPEST = 64;

    public DescendantOf {
      requireNonNull(id, "id is null");
      if (id.isEmpty() || id.length() > Glob.LONGEST) {
        throw new IllegalArgumentException("id is empty or too long");
      }
    }

    @Override
    public boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      return history.descends(key, id);
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys of which some call was of a certain kind.
  sealed interface OfCalls extends Selector {
    /// When the call was made.
    Span span();

    /// What tells whether a call is meant, its time apart. Made once and asked often.
    CallTest test();

    @Override
    default boolean matches(KeyFacts key, KeyHistory history, long nowMicros) {
      return history.called(key, this);
    }
  }

  /// Whether a call is meant.
  @FunctionalInterface
  interface CallTest {
    /// Never throws.
    ///
    /// @param method upper-case HTTP method
    /// @param path path without query
    boolean isMet(Source source, String method, String path);
  }

  /// Keys of which a call came from one of some places.
  ///
  /// @param places at least one
  record UsedFrom(List<Place> places, Span span) implements OfCalls {
    public UsedFrom {
      places = List.copyOf(places);
      requireNonNull(span, "span is null");
      if (places.isEmpty()) {
        throw new IllegalArgumentException("places are empty");
      }
    }

    @Override
    public CallTest test() {
      Places any = Places.of(places);
      return (source, method, path) -> any.hold(source);
    }

    /// Whether a place is a network, so that an answer takes the address itself.
    public boolean isByAddress() {
      return places.stream().anyMatch(Place.Network.class::isInstance);
    }

    @Override
    public Selector frozen(long nowMicros) {
      return new UsedFrom(places, span.frozen(nowMicros));
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }

  /// Keys of which a call was one of some operations.
  record Touched(OperationPattern operation, Span span) implements OfCalls {
    public Touched {
      requireNonNull(operation, "operation is null");
      requireNonNull(span, "span is null");
    }

    @Override
    public CallTest test() {
      return (source, method, path) -> operation.matches(method, path);
    }

    @Override
    public Selector frozen(long nowMicros) {
      return new Touched(operation, span.frozen(nowMicros));
    }

    @Override
    public String toString() {
      return Printer.print(this);
    }
  }
}
