package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.model.SourceClass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The autonomous systems of a table: number, holder and class, by position.
///
/// Position 0 stands for no system. Safe for any thread; a name becomes text when first asked for.
///
///     position  0     1     2     3
///     numbers   0     3     8    14
///     classes   -     E     E     E
///     names     ""   "Massachusetts Institute of Technology"  "Rice University"  ...
final class AutonomousSystems {

  private final int[] numbers;
  private final SourceClass[] classes;
  private final byte[] names;
  private final int[] nameEnds;
  private final @Nullable String[] decoded;

  /// @param numbers ascending, the first 0
  /// @param classes by position
  /// @param names all names in UTF-8, one after the other
  /// @param nameEnds by position, the index in `names` at which its name ends
  AutonomousSystems(int[] numbers, SourceClass[] classes, byte[] names, int[] nameEnds) {
    this.numbers = numbers;
    this.classes = classes;
    this.names = names;
    this.nameEnds = nameEnds;
    this.decoded = new String[numbers.length];
  }

  int size() {
    return numbers.length;
  }

  int number(int position) {
    return numbers[position];
  }

  SourceClass sourceClass(int position) {
    return classes[position];
  }

  /// Class of the system with this number, `UNKNOWN` if the table does not hold it.
  SourceClass classOfNumber(int number) {
    int position = Arrays.binarySearch(numbers, number);
    return position < 0 ? SourceClass.UNKNOWN : classes[position];
  }

  String name(int position) {
    String known = decoded[position];
    if (known != null) {
      return known;
    }
    int start = position == 0 ? 0 : nameEnds[position - 1];
    String name = new String(names, start, nameEnds[position] - start, UTF_8);
    decoded[position] = name;
    return name;
  }
}
