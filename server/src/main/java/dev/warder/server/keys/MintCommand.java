package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.server.terminal.Terminal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `warder keys mint`.
@Command(
    name = "mint",
    description = "Mint a key; its secret is printed once, alone on standard output.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MintCommand extends RemoteCommand {
  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      required = true,
      description = "Whose key it is.")
  private String tenant = "";

  @Option(names = "--principal", paramLabel = "NAME", description = "Who the key acts as.")
  private @Nullable String principal;

  @Option(names = "--environment", paramLabel = "ENV", description = "live or test.")
  private @Nullable String environment;

  @Option(names = "--privileged", description = "May do privileged things.")
  private boolean privileged;

  @Option(names = "--honey", description = "A trap: any use of it is a certain sign.")
  private boolean honey;

  @Option(
      names = "--public-key",
      paramLabel = "BASE64",
      description = "Binds the key: calls must be signed with the private half (Ed25519).")
  private @Nullable String publicKey;

  @Option(names = "--parent", paramLabel = "KEY", description = "The key that minted it.")
  private @Nullable String parent;

  @Option(
      names = "--once",
      paramLabel = "TEXT",
      description = "Repeats with the same text mint nothing new.")
  private @Nullable String once;

  @Mixin private WishOptions wish = new WishOptions();

  MintCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    String body =
        JsonText.text(json -> {
          json.writeStartObject();
          json.writeStringProperty("tenant", tenant);
          WishOptions.text(json, "principal", principal);
          WishOptions.text(json, "environment", environment);
          if (privileged) {
            json.writeBooleanProperty("privileged", true);
          }
          if (honey) {
            json.writeBooleanProperty("honey", true);
          }
          WishOptions.text(json, "public_key", publicKey);
          WishOptions.text(json, "parent", parent);
          wish.write(json);
          json.writeEndObject();
        });
    return minted(
        client.post("/v1/keys", body, once == null ? Map.of() : Map.of("idempotency-key", once)));
  }
}
