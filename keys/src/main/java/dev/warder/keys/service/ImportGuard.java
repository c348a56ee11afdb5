package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.ImportRequest;
import dev.warder.keys.KeysException;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import dev.warder.keys.foreign.LineFault;
import dev.warder.keys.registry.ForeignSystem;
import dev.warder.keys.service.KeysSettings.Approvals;
import dev.warder.model.KeyRecord.Privilege;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at a key that is to come in by itself.
///
/// Guarantees no text of a line that is taken is a value of ours, or the value that its own hash is
/// of. Does not guarantee that none holds a value within other words, or one of another key
final class ImportGuard {
  private final KeysSettings settings;
  private final ImportRequest request;
  private final ForeignSystem system;
  private final Texts texts;
  private final long nowMicros;

  ImportGuard(
      KeysSettings settings,
      ImportRequest request,
      ForeignSystem system,
      Texts texts,
      long nowMicros) {
    this.settings = requireNonNull(settings, "settings is null");
    this.request = requireNonNull(request, "request is null");
    this.system = requireNonNull(system, "system is null");
    this.texts = requireNonNull(texts, "texts is null");
    this.nowMicros = nowMicros;
  }

  /// Why a key may not come in, whatever other keys there are; null if nothing is to be said.
  ImportOutcome.@Nullable Refused objection(ImportedKey row) {
    if (request.reserved().contains(row.tenant())) {
      return new ImportOutcome.Refused(LineFault.RESERVED_TENANT, "tenant");
    }
    if (row.privilege() == Privilege.PRIVILEGED && settings.approvals() == Approvals.PRIVILEGED) {
      return new ImportOutcome.Refused(LineFault.NEEDS_APPROVAL, "privileged");
    }
    if (row.createdMicros() > nowMicros) {
      return new ImportOutcome.Refused(LineFault.CREATED_LATER, "created");
    }
    for (String text : words(row)) {
      if (showsKey(text, row)) {
        return new ImportOutcome.Refused(LineFault.HOLDS_KEY, "");
      }
    }
    return null;
  }

  private boolean showsKey(String text, ImportedKey row) {
    try {
      texts.requireNoKey(text);
    } catch (KeysException _) {
      return true;
    }
    return system.format().fits(text) && row.hash().is(system.hash(text, row.hash().saltHex()));
  }

  private static List<String> words(ImportedKey row) {
    List<String> words = new ArrayList<>(row.scopes());
    words.addAll(
        List.of(
            row.id(),
            row.tenant(),
            row.principal(),
            row.integration(),
            row.owner(),
            row.contact(),
            row.note()));
    return words;
  }
}
