package dev.warder.collect.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A first mapping for a sample of records, from names of fields and forms of values. Made once and
/// then only read.
///
/// Guarantees the same sample gives the same mapping, whatever the order of its fields; the text
/// holds names of fields and no values
final class MappingGuess {
  private final Map<Word, FieldSample> chosen = new EnumMap<>(Word.class);
  private final List<String> remarks = new ArrayList<>();
  private List<String> timeForms = List.of();
  private String zone = "";
  private String latencyUnit = "";

  MappingGuess(Collection<FieldSample> fields) {
    List<FieldSample> sorted =
        fields.stream().sorted((a, b) -> a.pointer().compareTo(b.pointer())).toList();
    Set<FieldSample> taken = new HashSet<>();
    for (WordHint hint : WordHint.ALL) {
      FieldSample best = best(hint, sorted, taken);
      if (best != null) {
        chosen.put(hint.word(), best);
        taken.add(best);
      }
    }
    if (isRequest()) {
      // A name such as «access» would stand for all requests at once.
      chosen.remove(Word.ACTION);
    }
    readTime();
    readLatency();
  }

  boolean has(Word word) {
    return chosen.containsKey(word);
  }

  /// Whether there is a time, and something that was called.
  boolean isUsable() {
    return !timeForms.isEmpty() && (isRequest() || has(Word.ACTION));
  }

  private boolean isRequest() {
    return has(Word.TARGET) || has(Word.REQUEST) || has(Word.URL) || has(Word.ROUTE);
  }

  private static @Nullable FieldSample best(
      WordHint hint, List<FieldSample> fields, Set<FieldSample> taken) {
    FieldSample best = null;
    int most = 0;
    for (FieldSample field : fields) {
      int score = taken.contains(field) ? 0 : score(hint, field);
      if (score > most) {
        most = score;
        best = field;
      }
    }
    return best;
  }

  /// Among fields as good by name: finer times, paths with queries, sizes of bodies, shorter
  /// pointers.
  private static int score(WordHint hint, FieldSample field) {
    int score = hint.score(field);
    if (score == 0) {
      return 0;
    }
    boolean better =
        (hint.word() == Word.TIME && field.isFine())
            || (hint.word() == Word.TARGET && field.hasQueries())
            || (hint.word() == Word.RESPONSE_BYTES && field.isOfBody());
    int depth = (int) field.pointer().chars().filter(c -> c == '/').count();
    return score * 100 + (better ? 40 : 0) + Math.max(0, 20 - 4 * depth);
  }

  private void readTime() {
    FieldSample time = chosen.get(Word.TIME);
    if (time == null) {
      return;
    }
    if (time.is(ValueForm.DATE_TIME)) {
      timeForms = List.of(TimeForm.Named.AUTO.label());
    } else if (time.is(ValueForm.EPOCH_SECONDS)) {
      timeForms = List.of(TimeForm.Named.EPOCH_SECONDS.label());
    } else if (time.is(ValueForm.EPOCH_MILLIS)) {
      timeForms = List.of(TimeForm.Named.EPOCH_MILLIS.label());
    } else if (time.is(ValueForm.EPOCH_MICROS)) {
      timeForms = List.of(TimeForm.Named.EPOCH_MICROS.label());
    } else if (time.is(ValueForm.EPOCH_NANOS)) {
      timeForms = List.of(TimeForm.Named.EPOCH_NANOS.label());
    } else {
      zone = "UTC";
      timeForms = time.patterns();
      remarks.add("time: no zone in " + time.pointer() + ", UTC is assumed; check it");
    }
  }

  private void readLatency() {
    FieldSample latency = chosen.get(Word.LATENCY);
    if (latency == null) {
      return;
    }
    String name = latency.name();
    if (name.endsWith("ms") || name.endsWith("millis") || name.endsWith("milliseconds")) {
      latencyUnit = "ms";
    } else if (name.endsWith("us") || name.endsWith("micros") || name.endsWith("microseconds")) {
      latencyUnit = "us";
    } else if (name.endsWith("ns") || name.endsWith("nanos")) {
      latencyUnit = "ns";
    } else {
      latencyUnit = latency.has(ValueForm.FRACTION) || name.endsWith("seconds") ? "s" : "ms";
      remarks.add("latency: unit of " + latency.pointer() + " is a guess, " + latencyUnit);
    }
  }

  /// What was guessed on thin grounds, in sentences; names of fields are data.
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  /// The mapping as YAML.
  ///
  /// @param records pointer to the list of records, empty if there is none
  String text(String records) {
    StringBuilder out = new StringBuilder("about: suggested from a sample; check it\n");
    if (!records.isEmpty()) {
      out.append("records: ").append(quoted(records)).append('\n');
    }
    out.append("fields:\n");
    chosen.forEach((word, field) -> {
      out.append("  ").append(word.label()).append(": ");
      String pointer = quoted(field.pointer());
      switch (word) {
        case TIME -> out.append(time(pointer));
        case LATENCY ->
            out.append("{at: ").append(pointer).append(", unit: ").append(latencyUnit).append("}");
        default -> out.append(pointer);
      }
      out.append('\n');
    });
    return out.toString();
  }

  private String time(String pointer) {
    StringBuilder out = new StringBuilder("{at: ").append(pointer).append(", as: [");
    for (String form : timeForms) {
      out.append(out.charAt(out.length() - 1) == '[' ? "" : ", ").append(quoted(form));
    }
    return out.append(zone.isEmpty() ? "]}" : "], zone: " + zone + "}").toString();
  }

  /// Double quotes, so that no name of a field can be read as anything but text.
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append('"').toString();
  }
}
