package dev.warder.content;

import dev.warder.model.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what an operation does.
///
/// An HTTP method decides, except that a POST whose last word looks something up only looks, and
/// one whose last word removes something deletes. An action is told by its verb: the first word of
/// its name (`CreateUser`), else the last (`user_create`), else any. Where all operations are a
/// POST to one path or to their own name (GraphQL, gRPC), their names tell, but a mutation never
/// only looks.
final class Verbs {
  private static final Set<String> GRAPHQL_KINDS =
      Set.of("query", "mutation", "subscription", "graphql");

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
    int blank = action.indexOf(' ');
    if (blank > 0 && GRAPHQL_KINDS.contains(action.substring(0, blank))) {
      return ofGraphQl(action.substring(0, blank), action.substring(blank + 1));
    }
    return switch (operation.method()) {
      case "GET", "HEAD", "OPTIONS" -> looks(operation, action);
      case "DELETE" -> Deed.DELETE;
      case "PUT", "PATCH" -> Deed.WRITE;
      case "POST" -> posts(operation, action);
      default -> action.isEmpty() ? Deed.UNKNOWN : ofName(action);
    };
  }

  private Deed ofGraphQl(String kind, String name) {
    Deed named = ofName(name);
    return switch (kind) {
      case "mutation" -> named == Deed.DELETE ? Deed.DELETE : Deed.WRITE;
      case "query", "subscription" -> named == Deed.LIST || isPlural(name) ? Deed.LIST : Deed.READ;
      default -> named;
    };
  }

  /// Whether the last word of a name is a plural.
  private static boolean isPlural(String name) {
    List<String> words = Words.of(name);
    return !words.isEmpty() && !name.toLowerCase(Locale.ROOT).endsWith(words.getLast());
  }

  /// The method of a gRPC path (`/pkg.Service/Method`), or null if it is none.
  private static @Nullable String grpcMethod(Operation operation) {
    List<String> segments = OperationPattern.segments(operation.template());
    if (segments.size() != 2) {
      return null;
    }
    String service = segments.getFirst();
    String method = segments.getLast();
    boolean qualified = service.indexOf('.') > 0 && !service.startsWith("{");
    return qualified && !method.isEmpty() && Character.isUpperCase(method.charAt(0))
        ? method
        : null;
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
    return isPlural(last) || deeds.get(words.isEmpty() ? "" : words.getLast()) == Deed.LIST
        ? Deed.LIST
        : Deed.READ;
  }

  /// A POST creates or changes, unless its path or its name says otherwise.
  private Deed posts(Operation operation, String action) {
    String remote = grpcMethod(operation);
    if (remote != null) {
      Deed deed = ofName(remote);
      return deed == Deed.UNKNOWN ? Deed.WRITE : deed;
    }
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
