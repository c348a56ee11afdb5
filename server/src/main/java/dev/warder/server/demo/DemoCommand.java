package dev.warder.server.demo;

import static picocli.CommandLine.Help.Visibility.ALWAYS;

import dev.warder.demo.attack.Attack;
import dev.warder.demo.platform.Workshop;
import dev.warder.demo.story.Demo;
import dev.warder.demo.story.JsonTeller;
import dev.warder.demo.story.Promise;
import dev.warder.demo.story.Setting;
import dev.warder.demo.story.Teller;
import dev.warder.demo.story.TextTeller;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `warder demo`: a platform, its customers' software, a thief, and Warder between them.
@Command(
    name = "demo",
    description = {
      "Play a theft against a platform of its own, and measure what was promised.",
      "Everything is real but the time: each call is a call over HTTP through the gate. Nothing"
          + " leaves this machine."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder demo                                  the attack of 2023; goes on until Ctrl-C",
      "  warder demo --headless                       plays it and ends",
      "  warder demo --attack smash-and-grab --seed 7",
      "",
      "docs/demo.md tells what you see."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every promise was held",
      "1:some promise was broken",
      "2:the command line makes no sense, or the folder is not empty",
      "4:a fault of Warder itself",
      "143:stopped by a signal"
    })
public final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      description = "commands-2023, smash-and-grab or none.",
      defaultValue = "commands-2023",
      showDefaultValue = ALWAYS)
  private String attack = "";

  @Option(names = "--headless", description = "End when the story has ended.")
  private boolean headless;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the customers, and how the thief goes about it.",
      defaultValue = "2023",
      showDefaultValue = ALWAYS)
  private long seed;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      description = "How many customers the platform has, 1 to 400.",
      defaultValue = "240",
      showDefaultValue = ALWAYS)
  private int tenants;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for everything that is written, kept; a temporary one otherwise.")
  private @Nullable Path data;

  @Option(names = "--json", description = "One JSON object a line; the last has the promises.")
  private boolean json;

  /// For tests: a platform that believes for ever what it was told once.
  @Option(names = "--platform-never-asks-again", hidden = true)
  private boolean neverAsks;

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Attack story =
        Attack.of(attack)
            .orElseThrow(() -> usage("there is no attack '" + attack + "'; --help lists them"));
    if (tenants < 1 || tenants > 400) {
      throw usage("--tenants must be 1 to 400");
    }
    requireNothingThere();
    Teller teller =
        json
            ? new JsonTeller(terminal.out(), System::nanoTime)
            : new TextTeller(terminal.out(), System::nanoTime);
    Workshop.Asks asks = neverAsks ? Workshop.Asks.NEVER : Workshop.Asks.AGAIN;
    Ending ending = Ending.heeding();
    Path folder = null;
    try {
      folder = data == null ? Files.createTempDirectory("warder-demo") : data;
      return play(new Setting(story, seed, tenants, 7, folder, asks), teller, ending);
    } catch (InterruptedException e) {
      // Asked to stop: the signal decides how the process ends.
      return ExitCode.DONE;
    } finally {
      try {
        if (data == null && folder != null) {
          delete(folder);
        }
      } finally {
        ending.over();
      }
    }
  }

  private int play(Setting setting, Teller teller, Ending ending)
      throws IOException, InterruptedException {
    try (Demo demo = Demo.open(setting, teller, setup -> HouseForDemo.open(setup, terminal))) {
      ending.by(demo::stop);
      List<Promise> promises = demo.play();
      if (!headless) {
        demo.goOn();
      }
      return promises.stream().allMatch(Promise::isHeld) ? ExitCode.DONE : ExitCode.MATCHED;
    }
  }

  private void requireNothingThere() throws IOException {
    if (data != null && Files.exists(data)) {
      try (Stream<Path> inside = Files.list(data)) {
        if (inside.findAny().isPresent()) {
          throw usage(data + " is not empty: a story begins with nothing");
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = tree.toList().reversed();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ErrorCode.USAGE, message);
  }
}
