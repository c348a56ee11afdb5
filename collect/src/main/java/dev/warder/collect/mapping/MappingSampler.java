package dev.warder.collect.mapping;

import dev.warder.collect.json.Tape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks at sample records and suggests how to map them. Confined to one thread.
///
/// Bounds [#MAX_FIELDS] fields per place where records may be, [#MAX_LISTS] such places, values of
/// [#MAX_VALUE] characters
public final class MappingSampler {
  private static final int MAX_FIELDS = 512;
  private static final int MAX_LISTS = 8;
  private static final int MAX_DEPTH = 6;
  private static final int MAX_VALUE = 512;

  /// Fields by their steps, for records that are the values themselves.
  private final Map<List<String>, FieldSample> fields = new LinkedHashMap<>();

  /// Likewise for elements of each list of objects.
  private final Map<List<String>, Map<List<String>, FieldSample>> lists = new LinkedHashMap<>();

  private long records;

  /// What came of it.
  ///
  /// @param mapping the mapping as YAML; empty if the sample has no times or nothing was called
  /// @param found words that were guessed
  /// @param missing words of use that were not
  /// @param remarks what was guessed on thin grounds; names of fields in it are data
  public record Suggestion(
      String mapping, List<String> found, List<String> missing, List<String> remarks) {
    public Suggestion {
      found = List.copyOf(found);
      missing = List.copyOf(missing);
      remarks = List.copyOf(remarks);
    }
  }

  /// Takes one value of the sample.
  public void add(Tape tape, int node) {
    if (tape.isObject(node)) {
      records++;
      addFields(tape, node, List.of(), fields, true);
    }
  }

  public long records() {
    return records;
  }

  private void addFields(
      Tape tape,
      int object,
      List<String> above,
      Map<List<String>, FieldSample> into,
      boolean mayHoldRecords) {
    for (int n = object + 1; n < tape.next(object); n = tape.next(n)) {
      List<String> steps = new ArrayList<>(above);
      steps.add(tape.name(n));
      if (tape.isObject(n) && steps.size() < MAX_DEPTH) {
        addFields(tape, n, steps, into, mayHoldRecords);
      } else if (tape.isArray(n)) {
        addList(tape, n, steps, into, mayHoldRecords);
      } else if (Mapping.isValue(tape, n)) {
        addValue(tape, n, steps, into);
      }
    }
  }

  private void addList(
      Tape tape,
      int list,
      List<String> steps,
      Map<List<String>, FieldSample> into,
      boolean mayHoldRecords) {
    int first = list + 1;
    if (first == tape.next(list)) {
      return;
    }
    if (Mapping.isValue(tape, first)) {
      addValue(tape, first, steps, into);
      return;
    }
    if (!mayHoldRecords || (lists.size() >= MAX_LISTS && !lists.containsKey(steps))) {
      return;
    }
    Map<List<String>, FieldSample> elements =
        lists.computeIfAbsent(steps, _ -> new LinkedHashMap<>());
    for (int n = first; n < tape.next(list); n = tape.next(n)) {
      if (tape.isObject(n)) {
        addFields(tape, n, List.of(), elements, false);
      }
    }
  }

  private static void addValue(
      Tape tape, int node, List<String> steps, Map<List<String>, FieldSample> into) {
    FieldSample sample = into.get(steps);
    if (sample == null && into.size() < MAX_FIELDS) {
      sample = new FieldSample(steps);
      into.put(List.copyOf(steps), sample);
    }
    if (sample != null) {
      sample.add(tape.text(node, MAX_VALUE));
    }
  }

  /// The mapping that what was seen suggests: of the values themselves if they are calls, else of
  /// the first list in them whose elements are.
  public Suggestion suggestion() {
    MappingGuess guess = new MappingGuess(fields.values());
    String records = "";
    if (!guess.isUsable()) {
      for (Map.Entry<List<String>, Map<List<String>, FieldSample>> list : lists.entrySet()) {
        MappingGuess inner = new MappingGuess(list.getValue().values());
        if (inner.isUsable()) {
          guess = inner;
          records = new FieldSample(list.getKey()).pointer();
          break;
        }
      }
    }
    List<String> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (WordHint hint : WordHint.ALL) {
      (guess.has(hint.word()) ? found : missing).add(hint.word().label());
    }
    return new Suggestion(
        guess.isUsable() ? guess.text(records) : "", found, missing, guess.remarks());
  }
}
