package dev.warder.engine.parameter;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Outcome.Result;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import dev.warder.model.ValueShape;
import dev.warder.model.ValueShapes;
import dev.warder.model.inventory.ParameterSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of one operation, learned from calls that did not fail: what a scanner tries and
/// is refused teaches nothing. Confined to the engine's thread.
///
/// Path parameters are looked at in the first [#FIRST_CALLS] calls and in every [#EVERY]th one
/// after that, all others in every call.
///
/// Bounds at most [#MAX_FIELDS] query and body fields, and [#MAX_SEGMENTS] segments; what comes
/// after is counted
public final class ParametersSeen {
  static final int MAX_FIELDS = 64;
  static final int ENOUGH_CALLS = 10;
  private static final int MAX_SEGMENTS = 24;
  private static final int FIRST_CALLS = 128;
  private static final int EVERY = 64;

  private final FieldBudget budget;
  private Map<String, FieldUse> query = Map.of();
  private Map<String, FieldUse> body = Map.of();
  private @Nullable FieldUse[] segments = new @Nullable FieldUse[0];
  private long calls;
  private long leftOut;

  public ParametersSeen(FieldBudget budget) {
    this.budget = budget;
  }

  /// Looks at a call of the operation.
  ///
  /// @param template of the operation as it is known now
  public void count(Activity activity, String template) {
    Result result = activity.outcome().result();
    if (result != Result.SUCCESS && result != Result.UNKNOWN) {
      return;
    }
    calls++;
    if (calls <= FIRST_CALLS || calls % EVERY == 0) {
      lookAtPath(template, activity.call().path());
    }
    List<Parameter> parameters = activity.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      FieldUse field = field(parameter);
      if (field == null) {
        leftOut++;
      } else {
        field.add(parameter.shapes(), parameter.fingerprint());
      }
    }
  }

  /// Reads what the next one will need, ahead of it.
  public int prefetch() {
    return (int) calls;
  }

  private @Nullable FieldUse field(Parameter parameter) {
    Map<String, FieldUse> of = parameter.place() == Place.BODY ? body : query;
    FieldUse known = of.get(parameter.name());
    if (known != null) {
      return known;
    }
    if (query.size() + body.size() >= MAX_FIELDS || !budget.take()) {
      return null;
    }
    FieldUse made = new FieldUse();
    ofPlace(parameter.place()).put(parameter.name(), made);
    return made;
  }

  /// The map of a place, to be written to.
  private Map<String, FieldUse> ofPlace(Place place) {
    if (place == Place.BODY) {
      body = body.isEmpty() ? new HashMap<>(8) : body;
      return body;
    }
    query = query.isEmpty() ? new HashMap<>(8) : query;
    return query;
  }

  /// Walks template and path side by side and looks at what stands where the template varies.
  private void lookAtPath(String template, String path) {
    if (path.isEmpty() || template.indexOf('{') < 0) {
      return;
    }
    int t = 1;
    int p = 1;
    for (int i = 0; i < MAX_SEGMENTS && t <= template.length() && p <= path.length(); i++) {
      int templateEnd = end(template, t);
      int pathEnd = end(path, p);
      int open = template.indexOf('{', t);
      if (open >= 0 && open < templateEnd) {
        lookAt(i, template.substring(t, templateEnd), path.substring(p, pathEnd));
      }
      t = templateEnd + 1;
      p = pathEnd + 1;
    }
  }

  private void lookAt(int index, String segment, String text) {
    int open = segment.indexOf('{');
    int tail = segment.length() - segment.indexOf('}', open) - 1;
    boolean fits =
        segment.indexOf('}', open) > open
            && text.length() > open + tail
            && text.regionMatches(0, segment, 0, open)
            && text.endsWith(segment.substring(segment.length() - tail));
    FieldUse field = fits ? segment(index) : null;
    if (field != null) {
      String value = text.substring(open, text.length() - tail).replace("%40", "@");
      long shapes = ValueShapes.of(value) | (isHashed(value) ? ValueShape.SECRET.bit() : 0);
      field.add(shapes, Parameter.fingerprintOf(value));
    }
  }

  private @Nullable FieldUse segment(int index) {
    if (index >= segments.length) {
      segments = Arrays.copyOf(segments, index + 1);
    }
    FieldUse known = segments[index];
    if (known == null && budget.take()) {
      known = new FieldUse();
      segments[index] = known;
    }
    return known;
  }

  /// Readers put `h-` and sixteen digits in the place of a secret.
  private static boolean isHashed(String value) {
    if (value.length() != 18 || !value.startsWith("h-")) {
      return false;
    }
    for (int i = 2; i < 18; i++) {
      if (Character.digit(value.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int end(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  /// Takes over what was seen of an operation that turned out to be the same one.
  public void absorb(ParametersSeen other) {
    calls += other.calls;
    leftOut += other.leftOut;
    // By name: which fields find room must not depend on how a hash table lies in memory.
    new TreeMap<>(other.query).forEach((name, field) -> absorb(Place.QUERY, name, field));
    new TreeMap<>(other.body).forEach((name, field) -> absorb(Place.BODY, name, field));
    for (int i = 0; i < other.segments.length; i++) {
      FieldUse theirs = other.segments[i];
      FieldUse ours = theirs == null ? null : segment(i);
      if (theirs != null) {
        budget.giveBack();
        if (ours != null) {
          ours.absorb(theirs);
        }
      }
    }
  }

  private void absorb(Place place, String name, FieldUse field) {
    Map<String, FieldUse> of = ofPlace(place);
    FieldUse known = of.get(name);
    if (known != null) {
      known.absorb(field);
      budget.giveBack();
    } else if (query.size() + body.size() < MAX_FIELDS) {
      of.put(name, field);
    } else {
      leftOut += field.calls();
      budget.giveBack();
    }
  }

  /// Sightings of fields for which there was no room.
  public long leftOut() {
    return leftOut;
  }

  /// Path parameters in their order, then those of the query, then fields of the body, by name.
  public List<ParameterSummary> summaries(String template, SensitiveKinds kinds) {
    List<ParameterSummary> summaries = new ArrayList<>(ofPath(template, kinds));
    new TreeMap<>(query).forEach((n, f) -> summaries.add(summary(Place.QUERY, n, f, kinds)));
    new TreeMap<>(body).forEach((n, f) -> summaries.add(summary(Place.BODY, n, f, kinds)));
    return summaries;
  }

  private List<ParameterSummary> ofPath(String template, SensitiveKinds kinds) {
    List<ParameterSummary> summaries = new ArrayList<>(4);
    Set<String> names = new HashSet<>();
    int t = 1;
    for (int i = 0; template.startsWith("/") && t <= template.length(); i++) {
      int templateEnd = end(template, t);
      int open = template.indexOf('{', t);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (open >= 0 && close < templateEnd && close > open + 1) {
        String name = template.substring(open + 1, close);
        FieldUse seen = i < segments.length ? segments[i] : null;
        if (names.add(name)) {
          FieldUse field = seen == null ? new FieldUse() : seen;
          summaries.add(summary(Place.PATH, name, field, kinds));
        }
      }
      t = templateEnd + 1;
    }
    return summaries;
  }

  private ParameterSummary summary(Place place, String name, FieldUse field, SensitiveKinds kinds) {
    boolean path = place == Place.PATH;
    return new ParameterSummary(
        place,
        name,
        field.type(),
        field.format(),
        path ? calls : field.calls(),
        field.distinct(),
        path || (field.calls() == calls && calls >= ENOUGH_CALLS),
        kinds.in(name, field));
  }

  public void save(StateWriter out) {
    out.number(calls);
    out.number(leftOut);
    out.sorted(query, (to, field) -> field.save(to));
    out.sorted(body, (to, field) -> field.save(to));
    out.number(segments.length);
    for (FieldUse segment : segments) {
      out.optional(segment, (to, field) -> field.save(to));
    }
  }

  public void restore(StateReader in) throws StateException {
    calls = in.number();
    leftOut = in.number();
    query = fields(in);
    body = fields(in);
    in.require(query.size() + body.size() <= MAX_FIELDS, "too many parameters");
    segments = new @Nullable FieldUse[in.size(MAX_SEGMENTS)];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = in.optional(FieldUse::restore);
    }
  }

  private static Map<String, FieldUse> fields(StateReader in) throws StateException {
    Map<String, FieldUse> fields = new HashMap<>(8);
    in.into(fields, FieldUse::restore);
    return fields.isEmpty() ? Map.of() : fields;
  }
}
