package dev.warder.server.serve;

import dev.warder.api.wire.Own;
import dev.warder.keys.Actor;
import dev.warder.keys.Integration;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.policy.Mode;
import dev.warder.server.file.SafeFile;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The credential with which a person begins: a privileged key of the tenant `warder` that opens
/// all of the API. Minted at the first start, or at the first that names the person, and shown
/// once; a file in the data folder holds its id and says that it was.
///
/// Guarantees a crash between minting and showing costs a key that nobody knows, never the way in:
/// the file is written last. Whoever removes the file gets another credential of the same person at
/// the next start; who can do that can read everything else in the folder, too
final class FirstCredential {
  private static final String FILE = "first-credential";
  private static final Actor STARTER = new Actor("warder-serve", "first start");

  private final Path data;
  private final String person;

  private FirstCredential(Path data, String person) {
    this.data = data;
    this.person = person;
  }

  /// Those of all persons that are named; one of nobody in particular where none is.
  static List<FirstCredential> of(Path data, List<String> persons) {
    return persons.isEmpty()
        ? List.of(new FirstCredential(data, ""))
        : persons.stream().distinct().map(person -> new FirstCredential(data, person)).toList();
  }

  /// Whom it is for; empty for nobody in particular.
  String person() {
    return person;
  }

  private Path file() {
    return data.resolve(person.isEmpty() ? FILE : FILE + "-" + person);
  }

  /// Whether it was. Where somebody was named before, nobody is given one who is not.
  private boolean isShown() throws IOException {
    if (!person.isEmpty()) {
      return Files.exists(file());
    }
    try (Stream<Path> files = Files.list(data)) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(FILE));
    }
  }

  /// Mints it if it was never shown; whoever gets it shows it and calls [#shown].
  Optional<Minted> mint(Keys keys) {
    try {
      return isShown() ? Optional.empty() : Optional.of(keys.enroll(STARTER, person, request()));
    } catch (KeysException e) {
      throw new CommandFailure(e.code(), "cannot mint the first credential: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "cannot read " + data, e);
    }
  }

  /// Remembers that it was shown.
  void shown(Minted minted) {
    try {
      byte[] id = (minted.key().id() + "\n").getBytes(StandardCharsets.US_ASCII);
      SafeFile.write(file(), out -> out.write(id));
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot write " + file(), e);
    }
  }

  /// The text of a credential, for the one time that it is shown.
  static String text(Minted minted) {
    Secret secret = minted.secret();
    if (secret == null) {
      throw new IllegalStateException("a fresh credential has no secret");
    }
    return new String(secret.expose(), StandardCharsets.UTF_8);
  }

  private MintRequest request() {
    return MintRequest.of(Own.TENANT, Environment.LIVE)
        .actingAs(person.isEmpty() ? "first administrator" : person)
        .usedBy(new Integration("warder-admin", ""))
        .privileged()
        .allowed(
            new GrantText(
                List.of("* /v1/**"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Mode.ENFORCE.name()))
        .described(
            person.isEmpty()
                ? "Printed at the first start. Mint others, then revoke it."
                : "Printed at the first start that named " + person + ".",
            Map.of());
  }
}
