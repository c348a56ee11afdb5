package dev.warder.keys.foreign;

import static java.util.Objects.requireNonNull;

import dev.warder.model.KeyRecord.Privilege;
import java.util.List;

/// What one line of an import holds.
public sealed interface ImportRow {
  /// Number of the line, from 1; the names over CSV count, too.
  long line();

  /// A key.
  ///
  /// @param id the key's id in the other system
  /// @param integration what software uses it; empty if not told
  /// @param environment `live` or `test`; empty if not told
  /// @param createdMicros 0 if not told
  /// @param expiresMicros [Long#MAX_VALUE] if never
  /// @param scopes as the other system names them; what they open is for the importer to say
  record ImportedKey(
      long line,
      String id,
      StoredHash hash,
      String tenant,
      String principal,
      String integration,
      String environment,
      Privilege privilege,
      long createdMicros,
      long expiresMicros,
      List<String> scopes,
      String owner,
      String contact,
      String note)
      implements ImportRow {
    public ImportedKey {
      requireNonNull(id, "id is null");
      requireNonNull(hash, "hash is null");
      requireNonNull(tenant, "tenant is null");
      requireNonNull(principal, "principal is null");
      requireNonNull(integration, "integration is null");
      requireNonNull(environment, "environment is null");
      requireNonNull(privilege, "privilege is null");
      requireNonNull(owner, "owner is null");
      requireNonNull(contact, "contact is null");
      requireNonNull(note, "note is null");
      scopes = List.copyOf(scopes);
    }
  }

  /// A line that is passed over.
  ///
  /// @param field the name of the field that is wrong, out of those there are; empty otherwise
  record BadLine(long line, LineFault fault, String field) implements ImportRow {
    public BadLine {
      requireNonNull(fault, "fault is null");
      requireNonNull(field, "field is null");
    }
  }
}
