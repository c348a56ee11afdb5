package dev.warder.engine.spec;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives calls the route that their API's description declares: declared beats learned. Literal
/// segments go before parameters, at every level.
///
///     GET ── api ── users ── me*            /api/users/me is that, /api/users/17 is {id}
///                        └── {id}*
///
/// Confined to one thread. Bounds one answer per host and path of up to [#MOST_KNOWN] remembered
public final class DeclaredRoutes {
  private static final int MOST_KNOWN = 16_384;

  private final List<ApiSpec> specs;
  private final Map<String, Map<String, Node>> byHost = new HashMap<>();
  private final Map<Call, Call> known = new HashMap<>();

  public DeclaredRoutes(List<ApiSpec> specs) {
    this.specs = List.copyOf(specs);
  }

  /// The activity with its declared route; itself if there is none, or if the log has named the
  /// operation already.
  public Activity route(Activity activity) {
    Call call = activity.call();
    if (call.path().isEmpty() || !call.action().isEmpty() || !call.route().isEmpty()) {
      return activity;
    }
    Call routed = known.get(call);
    if (routed == null) {
      String template = template(call.api(), call.method(), call.path());
      routed =
          template == null
              ? call
              : new Call(call.api(), call.method(), call.path(), template, call.action());
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.put(call, routed);
    }
    return routed.route().isEmpty() ? activity : activity.calling(routed);
  }

  /// The declared template of a call, null if none fits.
  @Nullable String template(String api, String method, String path) {
    Map<String, Node> methods = byHost.get(api);
    if (methods == null) {
      methods = tree(api);
      if (byHost.size() < MOST_KNOWN) {
        byHost.put(api, methods);
      }
    }
    Node root = methods.get(method);
    return root == null ? null : root.find(Segments.of(path), 0);
  }

  private Map<String, Node> tree(String api) {
    Map<String, Node> methods = new HashMap<>();
    for (ApiSpec spec : specs) {
      if (spec.isOf(api)) {
        for (SpecOperation operation : spec.operations()) {
          Node root = methods.computeIfAbsent(operation.method(), absent -> new Node());
          operation.templates().forEach(template -> root.add(Segments.of(template), template));
        }
      }
    }
    return methods;
  }

  /// One place in the tree of declared paths.
  private static final class Node {
    private final Map<String, Node> words = new HashMap<>(4);
    private final Map<String, Node> parameters = new HashMap<>(2);
    private final List<String> parametersInOrder = new ArrayList<>(2);
    private @Nullable String template;

    void add(List<String> segments, String full) {
      Node node = this;
      for (String segment : segments) {
        if (Segments.isParameter(segment)) {
          String form = form(segment);
          if (!node.parameters.containsKey(form)) {
            node.parameters.put(form, new Node());
            node.parametersInOrder.add(form);
            node.parametersInOrder.sort((a, b) -> Integer.compare(b.length(), a.length()));
          }
          node = node.parameters.get(form);
        } else {
          node = node.words.computeIfAbsent(segment, absent -> new Node());
        }
      }
      node.template = node.template == null ? full : node.template;
    }

    /// `{id}.json` without its name: parameters at one place are one.
    private static String form(String segment) {
      return segment.substring(0, segment.indexOf('{') + 1)
          + segment.substring(segment.lastIndexOf('}'));
    }

    @Nullable String find(List<String> segments, int at) {
      if (at == segments.size()) {
        return template;
      }
      Node word = words.get(segments.get(at));
      String found = word == null ? null : word.find(segments, at + 1);
      for (int i = 0; found == null && i < parametersInOrder.size(); i++) {
        String form = parametersInOrder.get(i);
        Node below = parameters.get(form);
        if (below != null && Segments.fits(segments.get(at), form)) {
          found = below.find(segments, at + 1);
        }
      }
      return found;
    }
  }
}
