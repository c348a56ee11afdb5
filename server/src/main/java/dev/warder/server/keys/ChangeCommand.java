package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.server.terminal.Terminal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `warder keys change`: reads the key, then changes that version of it.
@Command(
    name = "change",
    description = "Change a key; what is not named stays as it is. Lists are set anew as a whole.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ChangeCommand extends RemoteCommand {
  @Parameters(paramLabel = "KEY", description = "The key's id.")
  private String id = "";

  @Option(
      names = "--privileged",
      negatable = true,
      description = "Tell of an imported key whether it may do privileged things.")
  private @Nullable Boolean privileged;

  @Mixin private WishOptions wish = new WishOptions();

  ChangeCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    String path = "/v1/keys/" + encoded(id);
    String tag = client.get(path).tag();
    String body =
        JsonText.text(json -> {
          json.writeStartObject();
          wish.write(json);
          if (privileged != null) {
            json.writeBooleanProperty("privileged", privileged);
          }
          json.writeEndObject();
        });
    return shown(client.send("PATCH", path, body, Map.of("if-match", tag)));
  }
}
