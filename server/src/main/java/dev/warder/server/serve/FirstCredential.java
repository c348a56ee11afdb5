package dev.warder.server.serve;

import dev.warder.api.wire.Own;
import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.Integration;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintOutcome;
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

/// The credential with which everything begins: a privileged key of the tenant `warder` that opens
/// all of the API. Minted at the first start and shown once; a file in the data folder holds its id
/// and says that it was.
///
/// Guarantees a crash between minting and showing costs a key that nobody knows, never the way in:
/// the file is written last. Whoever removes the file gets another credential at the next start;
/// who can do that can read everything else in the folder, too.
final class FirstCredential {
  private static final String FILE = "first-credential";
  private static final Actor STARTER = new Actor("warder-serve", "first start");
  private static final Actor SECOND = new Actor("warder-serve-2", "first start");

  private final Path file;

  FirstCredential(Path data) {
    this.file = data.resolve(FILE);
  }

  boolean isShown() {
    return Files.exists(file);
  }

  /// Mints it if it was never shown; whoever gets it shows it and calls [#shown].
  Optional<Minted> mint(Keys keys) {
    if (isShown()) {
      return Optional.empty();
    }
    try {
      MintOutcome outcome = keys.mint(STARTER, request());
      return Optional.of(
          switch (outcome) {
            case Minted minted -> minted;
            case Approval approval -> approved(keys, approval);
          });
    } catch (KeysException e) {
      throw new CommandFailure(e.code(), "cannot mint the first credential: " + e.getMessage(), e);
    }
  }

  /// Where second persons approve privileged keys there is nobody yet to be the first.
  private static Minted approved(Keys keys, Approval approval) throws KeysException {
    keys.approve(SECOND, approval.id());
    return keys.collect(STARTER, approval.id());
  }

  /// Remembers that it was shown.
  void shown(Minted minted) {
    try {
      byte[] id = (minted.key().id() + "\n").getBytes(StandardCharsets.US_ASCII);
      SafeFile.write(file, out -> out.write(id));
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot write " + file, e);
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

  private static MintRequest request() {
    return MintRequest.of(Own.TENANT, Environment.LIVE)
        .actingAs("first administrator")
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
        .described("Printed at the first start. Mint others, then revoke it.", Map.of());
  }
}
