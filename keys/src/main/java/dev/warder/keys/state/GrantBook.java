package dev.warder.keys.state;

import dev.warder.keys.json.BrokenBody;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.ScopeSets;
import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The compiled grants in use, each once, as the scope sets are at present. Confined to one thread.
///
/// Bounds 65,536 grants; beyond that it forgets all and begins anew
public final class GrantBook implements Grants {
  private static final int MOST = 65_536;

  private final Map<GrantText, Grant> compiled = new HashMap<>();
  private ScopeSets sets = ScopeSets.NONE;

  @Override
  public Grant compile(GrantText text) throws BrokenBody {
    return switch (read(text)) {
      case Parsed.Value<Grant>(Grant grant) -> grant;
      case Parsed.Problem<Grant>(int column, String message) ->
          throw new BrokenBody("a grant does not read back, column " + column + ": " + message);
    };
  }

  /// The grant that a text spells, or what is wrong with the text.
  public Parsed<Grant> read(GrantText text) {
    Grant known = compiled.get(text);
    if (known != null) {
      return new Parsed.Value<>(known);
    }
    Parsed<Grant> parsed = text.parse(sets);
    if (parsed instanceof Parsed.Value<Grant>(Grant grant)) {
      if (compiled.size() >= MOST) {
        compiled.clear();
      }
      compiled.put(text, grant);
    }
    return parsed;
  }

  /// Takes other scope sets for what is compiled from now on.
  ///
  /// @throws BrokenBody if they are none
  public void use(Map<String, Document.ScopeSet> scopeSets) throws BrokenBody {
    Map<String, List<OperationPattern>> patterns = new HashMap<>();
    for (Document.ScopeSet set : scopeSets.values()) {
      List<OperationPattern> opened = new ArrayList<>();
      for (String scope : set.scopes()) {
        opened.add(pattern(set.name(), scope));
      }
      patterns.put(set.name(), opened);
    }
    try {
      sets = ScopeSets.of(patterns);
    } catch (IllegalArgumentException e) {
      throw new BrokenBody("scope sets make no sense: " + e.getMessage());
    }
    compiled.clear();
  }

  private static OperationPattern pattern(String set, String scope) throws BrokenBody {
    return switch (OperationPattern.parse(scope)) {
      case Parsed.Value<OperationPattern>(OperationPattern pattern) -> pattern;
      case Parsed.Problem<OperationPattern>(int column, String message) ->
          throw new BrokenBody("scope set " + set + ", column " + column + ": " + message);
    };
  }
}
