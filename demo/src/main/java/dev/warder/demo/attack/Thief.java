package dev.warder.demo.attack;

import dev.warder.demo.clock.Pace;
import dev.warder.demo.clock.Program;
import dev.warder.demo.wire.Answer;
import dev.warder.demo.wire.Line;
import dev.warder.demo.world.Caller;
import dev.warder.demo.world.Tally;
import dev.warder.testkit.draw.Draw;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Somebody with a stolen key. Goes on until what it wanted is done, or until it was refused so
/// often that it knows.
public abstract sealed class Thief implements Program permits Commands2023, SmashAndGrab {
  private static final int HINT = 6;

  private final Draw draw;
  private final Hideout hideout;
  private final InstantSource clock;
  private final Line line;
  private final String secret;
  private final Consumer<String> tell;
  private final Tally tally = new Tally();
  private final List<String> secrets = new ArrayList<>();
  private final Set<String> commands = new HashSet<>();
  private int refusedInARow;
  private @Nullable Pace pace;

  Thief(Loot loot, Draw draw, InstantSource clock, Consumer<String> tell) {
    this.draw = draw;
    this.clock = clock;
    this.line = loot.line();
    this.secret = loot.secret();
    this.tell = tell;
    hideout = Hideout.draw(draw.fork("hideout"));
    secrets.add(secret);
  }

  /// What a thief has.
  ///
  /// @param line to the gate
  /// @param secret of the stolen key
  public record Loot(Line line, String secret) {}

  /// Made of a name.
  ///
  /// @throws IllegalArgumentException for [Attack#NONE]
  public static Thief of(
      Attack attack, Loot loot, Draw draw, InstantSource clock, Consumer<String> tell) {
    return switch (attack) {
      case COMMANDS_2023 -> new Commands2023(loot, draw, clock, tell);
      case SMASH_AND_GRAB -> new SmashAndGrab(loot, draw, clock, tell);
      case NONE -> throw new IllegalArgumentException("nobody steals anything");
    };
  }

  public Hideout hideout() {
    return hideout;
  }

  /// Counts its calls.
  public Tally tally() {
    return tally;
  }

  /// Who it is with each key that it has, on whatever line.
  public synchronized List<Caller> guises() {
    return secrets.stream().map(key -> caller(key, hideout.first())).toList();
  }

  /// Commands that it made, by id: what ran of these ran for it.
  public synchronized Set<String> commands() {
    return Set.copyOf(commands);
  }

  synchronized void made(String command) {
    commands.add(command);
  }

  synchronized void found(String key) {
    secrets.add(key);
  }

  @Override
  public void run(Pace ownPace) throws IOException, InterruptedException {
    pace = ownPace;
    try {
      steal();
      tell("is done, and leaves");
    } catch (GivenUpException e) {
      tell("is refused whatever it tries, and gives up");
    }
  }

  /// What it does.
  abstract void steal() throws IOException, InterruptedException, GivenUpException;

  Draw draw() {
    return draw;
  }

  InstantSource clock() {
    return clock;
  }

  void tell(String what) {
    tell.accept(what);
  }

  final Caller caller(String key, String address) {
    return new Caller(line, () -> key, address, hideout.client(), tally);
  }

  final Caller firstCaller() {
    return caller(secret, hideout.first());
  }

  /// Waits a while, then calls.
  final Answer call(
      Caller as, String organization, String method, String target, @Nullable JsonNode body)
      throws IOException, InterruptedException, GivenUpException {
    rest(breath());
    Answer answer = as.call(organization, method, target, body);
    refusedInARow = answer.isRefusal() ? refusedInARow + 1 : 0;
    if (refusedInARow >= HINT) {
      throw new GivenUpException();
    }
    return answer;
  }

  /// Time between two calls.
  abstract Duration breath();

  final void rest(Duration length) throws InterruptedException {
    Pace own = pace;
    if (own != null) {
      own.pause(length);
    }
  }

  /// It was refused so often that it knows.
  static final class GivenUpException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
