package dev.warder.keys.service;

import dev.warder.keys.ImportRequest;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintRequest;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import dev.warder.keys.foreign.LineFault;
import dev.warder.keys.ledger.Draft;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.Mode;
import dev.warder.policy.scope.ScopeSets;
import dev.warder.policy.text.Parsed;
import java.util.List;

/// What imported keys open. Confined to the ledger's thread.
///
/// Shape `read` -> the scope set `@read`; `@read` and `GET /api/**` as they are; a line without any
/// opens what the import says
final class ImportGrants {
  private final Draft draft;
  private final ImportRequest request;

  private ImportGrants(Draft draft, ImportRequest request) {
    this.draft = draft;
    this.request = request;
  }

  static ImportGrants of(Draft draft, ImportRequest request) {
    return new ImportGrants(draft, request);
  }

  /// Makes sure that what lines without scopes open can be read.
  void requireUsual() throws KeysException {
    Minting.grant(draft, text(request.scope()));
  }

  /// Whether a key can have what it asks for, or why not.
  ImportOutcome outcome(ImportedKey row) {
    List<String> scope = scope(row);
    if (scope.isEmpty() && request.mode() == Mode.ENFORCE) {
      return new ImportOutcome.Refused(LineFault.OPENS_NOTHING, "scopes");
    }
    return draft.grants().read(text(scope)) instanceof Parsed.Problem<Grant>
        ? new ImportOutcome.Refused(LineFault.UNKNOWN_SCOPE, "scopes")
        : ImportOutcome.TAKEN;
  }

  /// What a key opens that nothing speaks against.
  Grant grant(ImportedKey row) throws KeysException {
    return Minting.grant(draft, text(scope(row)));
  }

  private List<String> scope(ImportedKey row) {
    return row.scopes().isEmpty()
        ? request.scope()
        : row.scopes().stream()
            .map(scope -> ScopeSets.isName(scope) ? "@" + scope : scope)
            .toList();
  }

  private GrantText text(List<String> scope) {
    GrantText nothing = MintRequest.OPENS_NOTHING;
    return new GrantText(
        scope,
        nothing.exempt(),
        nothing.places(),
        nothing.hours(),
        nothing.limits(),
        nothing.held(),
        request.mode().name());
  }
}
