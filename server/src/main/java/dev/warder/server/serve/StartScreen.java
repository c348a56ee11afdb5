package dev.warder.server.serve;

import dev.warder.server.terminal.Paint;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import java.util.Optional;
import java.util.SequencedMap;

/// What the terminal shows when everything is open: where, with which data, how, and what to type
/// next.
final class StartScreen {
  private StartScreen() {}

  /// What is said.
  ///
  /// @param url where it listens
  /// @param data where its data are
  /// @param state how many keys there are and how long the start took
  /// @param guard what stands between the network and the keys
  /// @param configuration where settings come from
  /// @param gate where it stands in front of which API, if it does
  /// @param approval what to know of approval by a second person, if there is something
  /// @param credentials first credentials that are shown now, by person, in the order of names; the
  ///   empty name for nobody in particular
  record Said(
      String url,
      String data,
      String state,
      String guard,
      String configuration,
      Optional<String> gate,
      Optional<String> approval,
      SequencedMap<String, String> credentials) {}

  static void print(Said said, Terminal terminal) {
    Paint paint = terminal.paint();
    StringBuilder text = new StringBuilder();
    text.append(paint.bold("Warder"))
        .append(" gives verdicts at ")
        .append(said.url())
        .append("\n\n");
    row(text, "data", said.data());
    row(text, "keys", said.state());
    row(text, "guard", said.guard());
    said.gate().ifPresent(gate -> row(text, "gate", gate));
    row(text, "config", said.configuration());
    said.approval().ifPresent(approval -> row(text, "second", approval));
    if (!said.credentials().isEmpty()) {
      said.credentials().forEach((person, credential) -> credential(text, person, credential));
      next(text, said.url());
    } else {
      row(text, "stop", "Ctrl-C; what runs is finished first");
    }
    terminal.err().print(text);
    terminal.err().flush();
  }

  private static void credential(StringBuilder text, String person, String credential) {
    if (person.isEmpty()) {
      text.append(
          "\nThis is the first start. Your administrator's credential, shown this once:\n\n");
    } else {
      text.append("\nThe credential of ").append(person);
      text.append(", for nobody else's eyes, shown this once:\n\n");
    }
    text.append("  ").append(credential).append("\n");
  }

  private static void next(StringBuilder text, String url) {
    text.append("\nKeep it in a file that only you can read, then mint a key:\n\n");
    text.append("  install -m 600 /dev/stdin ~/.warder-token    # paste it, Ctrl-D\n");
    text.append("  ./warder keys mint --tenant acme --scope 'GET /api/**' \\\n");
    text.append("      --server ").append(url).append(" --token-file ~/.warder-token\n\n");
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(" ".repeat(8 - name.length()));
    text.append(Visible.text(value)).append('\n');
  }
}
