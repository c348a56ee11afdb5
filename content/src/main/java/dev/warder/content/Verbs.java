package dev.warder.content;

import dev.warder.model.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells what an operation does.
///
/// An HTTP method decides, except that a POST whose last word looks something up only looks, and
/// one whose last word removes something deletes. An action is told by its verb: the first word of
/// its name (`CreateUser`), else the last (`user_create`), else any.
final class Verbs {
  private final Map<String, Deed> deeds;

  private Verbs(Map<String, Deed> deeds) {
    this.deeds = deeds;
  }

  static Verbs read(Fields in) {
    Map<String, Deed> deeds = new HashMap<>();
    for (Deed deed : Deed.values()) {
      for (String verb : in.texts(deed.name())) {
        if (deeds.put(Words.singular(verb), deed) != null) {
          throw in.problem(deed.name(), "has '" + verb + "', which is listed twice");
        }
      }
    }
    in.end();
    return new Verbs(deeds);
  }

  Deed deed(Operation operation, String action) {
    if (operation.method().equals(Operation.ACTION)) {
      return ofName(operation.template());
    }
    return switch (operation.method()) {
      case "GET", "HEAD", "OPTIONS" -> looks(operation, action);
      case "DELETE" -> Deed.DELETE;
      case "PUT", "PATCH" -> Deed.WRITE;
      case "POST" -> posts(operation, action);
      default -> action.isEmpty() ? Deed.UNKNOWN : ofName(action);
    };
  }

  private Deed ofName(String name) {
    String own = name.substring(name.lastIndexOf(':') + 1);
    List<String> words = Words.of(own.substring(own.lastIndexOf('.') + 1));
    List<String> order = new ArrayList<>();
    if (!words.isEmpty()) {
      order.add(words.getFirst());
      order.add(words.getLast());
    }
    order.addAll(words);
    order.addAll(Words.of(own));
    for (String word : order) {
      Deed deed = deeds.get(word);
      if (deed != null) {
        return deed;
      }
    }
    return Deed.UNKNOWN;
  }

  private Deed looks(Operation operation, String action) {
    String last = lastSegment(operation);
    if (last == null) {
      return Deed.READ;
    }
    if (last.startsWith("{")) {
      return Deed.READ;
    }
    if (!action.isEmpty() && ofName(action) == Deed.LIST) {
      return Deed.LIST;
    }
    List<String> words = Words.of(last);
    boolean plural = !words.isEmpty() && !last.toLowerCase(Locale.ROOT).endsWith(words.getLast());
    return plural || deeds.get(words.isEmpty() ? "" : words.getLast()) == Deed.LIST
        ? Deed.LIST
        : Deed.READ;
  }

  /// A POST creates or changes, unless its path or its name says otherwise.
  private Deed posts(Operation operation, String action) {
    for (String segment : OperationPattern.segments(operation.template())) {
      if (!segment.startsWith("{") && Words.of(segment).stream().allMatch(this::looksUp)) {
        return Deed.LIST;
      }
    }
    String last = lastSegment(operation);
    if (last != null && !last.startsWith("{") && ofName(last) == Deed.DELETE) {
      return Deed.DELETE;
    }
    return !action.isEmpty() && ofName(action) == Deed.LIST ? Deed.LIST : Deed.WRITE;
  }

  private boolean looksUp(String word) {
    return deeds.get(word) == Deed.LIST;
  }

  private static @Nullable String lastSegment(Operation operation) {
    List<String> segments = OperationPattern.segments(operation.template());
    return segments.isEmpty() ? null : segments.getLast();
  }
}
