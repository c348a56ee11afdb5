package dev.warder.policy.select;

import dev.warder.policy.place.Place;
import dev.warder.policy.scope.OperationPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes any selector that can be written.
final class RandomSelectors {
  private static final List<String> TEXTS =
      List.of("acme", "", "a b", "x\"y\\z", "*", "a*b?", "and", "not", "ümläut", "(", "k-7f", "𐍈");
  private static final List<String> PLACES =
      List.of("AS14061", "203.0.113.0/24", "2001:db8::/32", "DE", "::ffff:1.2.3.4");
  private static final List<String> OPERATIONS =
      List.of("POST /api/runCommand", "* /**", "GET /a/{id}/", "GET /a(b),c=d", "GET /it's");

  private final SplittableRandom random;

  RandomSelectors(long seed) {
    random = new SplittableRandom(seed);
  }

  Selector next(int depth) {
    if (depth == 0) {
      return leaf();
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Selector.And(parts(depth - 1));
      case 1 -> new Selector.Or(parts(depth - 1));
      case 2 -> new Selector.Not(next(depth - 1));
      default -> leaf();
    };
  }

  private List<Selector> parts(int depth) {
    List<Selector> parts = new ArrayList<>();
    for (int i = random.nextInt(2, 5); i > 0; i--) {
      parts.add(next(depth));
    }
    return parts;
  }

  private Selector leaf() {
    TimeAttribute time = one(List.of(TimeAttribute.values()));
    return switch (random.nextInt(8)) {
      case 0 -> new Selector.All();
      case 1 -> new Selector.Before(time, time == TimeAttribute.EXPIRES ? coming() : past());
      case 2 -> new Selector.After(time, time == TimeAttribute.EXPIRES ? at() : past());
      case 3 -> new Selector.Never(time == TimeAttribute.MINTED ? TimeAttribute.LAST_USED : time);
      case 4 -> new Selector.DescendantOf(one(TEXTS.subList(2, 4)));
      case 5 ->
          new Selector.UsedFrom(
              list().stream().map(i -> Place.parse(one(PLACES)).orThrow()).toList(), span());
      case 6 -> new Selector.Touched(OperationPattern.parse(one(OPERATIONS)).orThrow(), span());
      default -> like();
    };
  }

  private Selector like() {
    Attribute attribute = one(List.of(Attribute.values()));
    List<String> known = attribute.known().isEmpty() ? TEXTS : attribute.known();
    return new Selector.Like(attribute, list().stream().map(i -> glob(one(known))).toList());
  }

  /// Now and then the special characters of a text stand for others.
  private Glob glob(String text) {
    return new Glob(
        random.nextBoolean()
            ? text
            : text.replace('*', Glob.ANY_TEXT).replace('?', Glob.ANY_CHARACTER));
  }

  private List<Integer> list() {
    List<Integer> list = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      list.add(i);
    }
    return list;
  }

  private Span span() {
    return new Span(random.nextBoolean() ? null : past(), random.nextBoolean() ? null : past());
  }

  private Moment at() {
    long micros = random.nextLong(Moment.At.LATEST + 1);
    return new Moment.At(random.nextBoolean() ? micros : micros - micros % 86_400_000_000L);
  }

  private Moment past() {
    return random.nextBoolean() ? at() : new Moment.Ago(length());
  }

  private Moment coming() {
    return random.nextBoolean() ? at() : new Moment.Ahead(length());
  }

  private long length() {
    long unit = one(List.of(1L, 60L, 3_600L, 86_400L, 604_800L));
    return (1 + random.nextInt(1_000)) * unit * 1_000_000;
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
