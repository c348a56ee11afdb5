package dev.warder.demo.world;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.clock.Timeline;
import dev.warder.demo.wire.Line;
import dev.warder.testkit.draw.Draw;
import dev.warder.testkit.sample.Client;
import java.time.Instant;
import java.util.List;

/// One installation of honest software, with a key of its own.
public final class Software {
  private final String tenant;
  private final Kind kind;
  private final List<Spell> spells;
  private final Draw draw;
  private final List<Kind.Duty> duties;
  private volatile String secret = "";
  private volatile String keyId = "";

  Software(String tenant, Kind kind, List<Spell> spells, Draw draw) {
    this.tenant = requireNonNull(tenant, "tenant is null");
    this.kind = requireNonNull(kind, "kind is null");
    this.spells = List.copyOf(spells);
    this.draw = requireNonNull(draw, "draw is null");
    duties = kind.duties(draw.fork("duties"));
  }

  /// From a time on it calls from these addresses with this program.
  record Spell(Instant from, List<String> addresses, Client client) {
    Spell {
      addresses = List.copyOf(addresses);
    }
  }

  public String tenant() {
    return tenant;
  }

  /// What it is, as keys are registered for it.
  public String kind() {
    return kind.word();
  }

  public String principal() {
    return "svc-" + kind.word().replace('_', '-');
  }

  /// Public id of its key; empty before it has one.
  public String keyId() {
    return keyId;
  }

  /// Of its key. It lies where software keeps such: who gets in there has it.
  public String secret() {
    return secret;
  }

  /// Whoever runs it puts another key in: its next call is with that.
  public void useKey(String id, String value) {
    keyId = requireNonNull(id, "id is null");
    secret = requireNonNull(value, "value is null");
  }

  /// Plans a day of it.
  void plan(Instant midnight, Timeline clock, Line line, Tally tally) {
    for (int i = 0; i < duties.size(); i++) {
      Kind.Duty duty = duties.get(i);
      Draw own = draw.fork(midnight + "/" + i);
      for (long start : duty.rhythm().starts(own)) {
        Instant when = midnight.plusMillis(start);
        Spell spell = at(when);
        Caller caller =
            new Caller(line, this::secret, own.pick(spell.addresses()), spell.client(), tally);
        Draw run = own.fork("run" + start);
        clock.begin(
            when, pace -> duty.job().run(new Visit(caller, pace, run, clock, kind.paceMillis())));
      }
    }
  }

  private Spell at(Instant when) {
    return spells.stream().filter(spell -> !spell.from().isAfter(when)).toList().getLast();
  }
}
