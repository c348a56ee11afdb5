package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.Word;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;

/// Who a mapped record says called. Confined to one thread.
///
/// In this order: the key where the operator says it stands, the key's public id, the key in the
/// clear, a key in the query, the principal in place of its key, nobody.
///
/// Guarantees a key in the clear leaves as its hash only
final class MappedCaller {
  private static final String SESSION_KEY_PREFIX = "ASIA";

  /// Of a JSON Web Token, which lives for an hour or so and shares the profile of its principal.
  private static final String TOKEN_PREFIX = "eyJ";

  private final Nouns nouns;
  private final Mapping mapping;
  private final KeyField keyField;
  private final String keyFieldName;

  MappedCaller(Nouns nouns, Mapping mapping, String keyField) {
    this.nouns = nouns;
    this.mapping = mapping;
    this.keyField = new KeyField(keyField);
    keyFieldName = keyField;
  }

  Caller caller(Tape tape, int node, int[] found, MappedRequest request) {
    String principal = id(Word.PRINCIPAL, tape, found);
    String name = nouns.attribute(text(Word.PRINCIPAL_NAME, tape, found));
    PresentedKey asked = PresentedKey.of(keyField.find(tape, node));
    if (!asked.isNone()) {
      return caller(asked, principal, name);
    }
    String keyId = id(Word.KEY_ID, tape, found);
    if (!keyId.isEmpty()) {
      return publicKey(keyId, principal, name);
    }
    int keyNode = mapping.value(Word.KEY, tape, found);
    if (keyNode > 0) {
      PresentedKey key = PresentedKey.of(tape.text(keyNode, Activity.MAX_TEXT));
      if (!key.isNone()) {
        return caller(key, principal, name);
      }
    }
    String inQuery = nouns.secrets().keyInQuery(request.queryText(), keyFieldName);
    if (!inQuery.isEmpty()) {
      return caller(PresentedKey.of(inQuery), principal, name);
    }
    return principal.isEmpty() ? Caller.ANONYMOUS : byPrincipal(principal, name, tape, found);
  }

  /// The principal stands for its key, unless its name is a key itself.
  private Caller byPrincipal(String principal, String name, Tape tape, int[] found) {
    if (nouns.secrets().isSecret(principal)) {
      return nouns.callerBySecret(principal);
    }
    int node = mapping.value(Word.PRINCIPAL, tape, found);
    if (node > 0 && !principal.equals(tape.text(node, Activity.MAX_TEXT))) {
      return nouns.caller(principal, CredentialKind.API_KEY, "", "", "");
    }
    return nouns.caller(
        principal, CredentialKind.PRINCIPAL, principal, name.isEmpty() ? principal : name, "");
  }

  private Caller caller(PresentedKey key, String principal, String name) {
    if (key.isPublic()) {
      return publicKey(nouns.secrets().scrubId(key.text()), principal, name);
    }
    String hash = nouns.secrets().hash(key.text());
    boolean session = key.text().startsWith(TOKEN_PREFIX) && !principal.isEmpty();
    CredentialKind kind = session ? CredentialKind.SESSION : CredentialKind.API_KEY;
    return nouns.caller(hash, kind, principal, name, "");
  }

  private Caller publicKey(String id, String principal, String name) {
    CredentialKind kind =
        id.startsWith(SESSION_KEY_PREFIX) ? CredentialKind.SESSION : CredentialKind.API_KEY;
    return nouns.caller(id, kind, principal, name, "");
  }

  private String id(Word word, Tape tape, int[] found) {
    int node = mapping.value(word, tape, found);
    return node > 0
        ? nouns.credentialId(tape.bytes(), tape.start(node), tape.end(node))
        : mapping.constant(word);
  }

  private String text(Word word, Tape tape, int[] found) {
    int node = mapping.value(word, tape, found);
    return node > 0
        ? nouns.text(tape.bytes(), tape.start(node), tape.end(node))
        : mapping.constant(word);
  }
}
