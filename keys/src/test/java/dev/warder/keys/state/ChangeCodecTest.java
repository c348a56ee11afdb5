package dev.warder.keys.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.Integration;
import dev.warder.keys.Invalidation;
import dev.warder.keys.KeyChange;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Nature;
import dev.warder.keys.Origin;
import dev.warder.keys.Persons;
import dev.warder.keys.Preview.Hit;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.ForeignSamples;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.json.BrokenBody;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangeCodecTest {
  private static final String ID = "0123456789abcdef";
  private static final Pick.Compiler PICKS = _ -> (_, _) -> true;
  private static final Actor ACTOR = new Actor("admin-1", "203.0.113.9");
  private static final long NOW = 1_795_000_000_000_000L;

  /// A change of each sort, the same at each run.
  static List<Change> samples() throws BrokenBody {
    GrantText text =
        new GrantText(
            List.of("GET /api/systems/{id}", "POST /api/keys"),
            List.of(),
            List.of("203.0.113.0/24", "AS14061", "DE"),
            List.of("Mon-Fri 08:00-18:00 Europe/Berlin"),
            List.of("5/min on POST /api/keys", "600/min"),
            List.of("EXECUTE"),
            "SHADOW");
    KeyState key =
        new KeyState(
            7,
            dev.warder.keys.service.SampleKeys.facts(ID, "acme", new GrantBook().compile(text)),
            new Profile(
                "jane",
                "jane@example.org",
                "https://runbooks.example.org/scim",
                Nature.HONEY,
                "",
                "",
                "0a-0b",
                "quoted \"note\", snowman \u2603",
                Map.of("team", "ops")),
            KeyHash.parse(2, "ab".repeat(32)),
            3,
            5,
            2,
            1);
    MintRequest request = MintRequest.of("acme", Environment.TEST).privileged().allowed(text);
    BitSet frozen = new BitSet();
    frozen.set(0);
    frozen.set(7);
    Invalidation told =
        new Invalidation(
            "invalidation-1",
            1,
            "all",
            "admin-1",
            NOW,
            "preview-1",
            new Hit(2, 1, 1, 0, 1, 2),
            1,
            0);
    return List.of(
        Change.ofKeys(Change.Kind.ROTATE, ACTOR, NOW, "why", key, key),
        Change.ofDocument(
            Change.Kind.ASK,
            ACTOR,
            NOW,
            "",
            new Document.Wish(
                new Approval(
                    "wish-1",
                    new AskedFor.NewKey(request),
                    "admin-1",
                    "",
                    NOW,
                    Approval.State.WAITING,
                    "",
                    "",
                    "",
                    Map.of()))),
        Change.ofDocument(
            Change.Kind.DEFINE_SCOPES,
            ACTOR,
            NOW,
            "",
            new Document.ScopeSet("readers", 2, List.of("GET /**"))),
        Change.ofDocument(
            Change.Kind.INVALIDATE,
            ACTOR,
            NOW,
            "",
            new Document.Invalidated(new Rule(told, 8, frozen, (_, _) -> true))),
        new Change(
            Change.Kind.IMPORT,
            ACTOR,
            NOW,
            "",
            List.of(
                new KeyState(
                    8,
                    key.facts(),
                    key.profile(),
                    key.hash(),
                    1,
                    1,
                    2,
                    0,
                    Persons.FIRST,
                    new Foreign(new Origin("old", "7Fq2"), "4e61"))),
            new Document.Format(ForeignSamples.format(Algorithm.HMAC_SHA256, "_"), "ab")));
  }

  /// Changes that need the layouts of when persons were told apart.
  static List<Change> laterSamples() throws BrokenBody {
    Change first = samples().getFirst();
    KeyState named = first.keys().getFirst().inHandsOf(Persons.of(List.of("bob", "alice")));
    KeyState foreign = samples().getLast().keys().getFirst().inHandsOf(Persons.EVERYBODY);
    GrantText grant = GrantText.of(named.facts().grant());
    KeyChange change =
        new KeyChange(
            "jane",
            "",
            new Integration("scim", "https://runbooks.example.org/scim"),
            grant,
            Long.MAX_VALUE,
            "snowman",
            Map.of(),
            Privilege.PRIVILEGED);
    MintRequest request =
        MintRequest.of("acme", Environment.LIVE).owned("jane", "").privileged().allowed(grant);
    List<Change> later = new ArrayList<>();
    later.add(Change.ofKeys(Change.Kind.ROTATE, ACTOR, NOW, "why", named, foreign));
    for (AskedFor asked :
        List.of(
            new AskedFor.NewKey(request),
            new AskedFor.Rotation("acme", ID, 3, Duration.ofDays(7)),
            new AskedFor.Change("acme", ID, 3, change),
            new AskedFor.Change("acme", ID, 3, KeyChange.ofExpiry(NOW)),
            new AskedFor.Unfencing("acme", ID, 3, "snowman"))) {
      later.add(
          Change.ofDocument(
              Change.Kind.ASK,
              ACTOR,
              NOW,
              "",
              new Document.Wish(
                  new Approval(
                      "wish-1",
                      asked,
                      "admin-1",
                      "203.0.113.9",
                      NOW,
                      Approval.State.APPROVED,
                      "admin-2",
                      "",
                      "ab",
                      Map.of()))));
    }
    later.add(
        Change.ofDocument(
            Change.Kind.ASK,
            ACTOR,
            NOW,
            "",
            new Document.Wish(
                new Approval(
                    "wish-1",
                    new AskedFor.Unfencing("acme", ID, 3, ""),
                    "admin-1",
                    "",
                    NOW,
                    Approval.State.WAITING,
                    "",
                    "",
                    "ab",
                    Map.of("none", List.of(), "readers", List.of("GET /**", "HEAD /a"))))));
    return later;
  }

  private static Change read(byte[] body) throws BrokenBody {
    return ChangeCodec.read(body, new GrantBook(), PICKS);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws Exception {
    for (Change change : samples()) {
      byte[] body = ChangeCodec.write(change);
      assertThat(new String(ChangeCodec.write(read(body)), StandardCharsets.UTF_8))
          .isEqualTo(new String(body, StandardCharsets.UTF_8));
    }
    Change ask = read(ChangeCodec.write(samples().get(1)));
    assertThat(ask.document()).isEqualTo(samples().get(1).document());
    assertThat(ask.actor()).isEqualTo(ACTOR);
  }

  /// Journals of released versions stay readable: lines are added to this file, never changed.
  @Test
  void whatVersionOneWroteIsStillWrittenAndRead() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Change change : samples()) {
      lines.add(new String(ChangeCodec.write(change), StandardCharsets.UTF_8));
    }
    Path golden =
        Path.of(
            System.getProperty("warder.root"),
            "keys/src/test/resources/dev/warder/keys/state/changes-v1.ndjson");

    assertThat(Files.readAllLines(golden)).isEqualTo(lines);
    for (String line : Files.readAllLines(golden)) {
      assertThat(read(line.getBytes(StandardCharsets.UTF_8)).actor()).isEqualTo(ACTOR);
    }
  }

  private static final List<String> PERSONAL =
      List.of("203.0.113.9", "why", "user-1", "jane", "runbooks", "snowman", "ops", "0a-0b");

  @Test
  void whatIsPersonalIsInThePartThatIsSealedAndNothingElseIs() throws Exception {
    for (Change change : samples()) {
      ChangeCodec.Parts parts = ChangeCodec.parts(change);
      assertThat(text(parts.facts())).doesNotContain(PERSONAL);
      Change read = ChangeCodec.read(parts.facts(), parts.personal(), new GrantBook(), PICKS);
      assertThat(text(ChangeCodec.write(read))).isEqualTo(text(ChangeCodec.write(change)));
      Change blank = ChangeCodec.read(parts.facts(), new byte[0], new GrantBook(), PICKS);
      assertThat(text(ChangeCodec.write(blank))).doesNotContain(PERSONAL);
      assertThat(blank.keys()).hasSameSizeAs(change.keys());
      for (int i = 0; i < change.keys().size(); i++) {
        KeyState left = blank.keys().get(i);
        KeyState whole = change.keys().get(i);
        assertThat(left.hash()).isEqualTo(whole.hash());
        assertThat(left.facts().standing()).isEqualTo(whole.facts().standing());
        assertThat(GrantText.of(left.facts().grant()))
            .isEqualTo(GrantText.of(whole.facts().grant()));
        assertThat(left.rowVersion()).isEqualTo(whole.rowVersion());
      }
    }
  }

  /// Journals of released versions stay readable: lines are added to this file, never changed.
  @Test
  void whatVersionTwoWroteIsStillWrittenAndRead() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Change change : samples()) {
      ChangeCodec.Parts parts = ChangeCodec.parts(change);
      lines.add(text(parts.facts()));
      lines.add(text(parts.personal()));
    }
    Path golden =
        Path.of(
            System.getProperty("warder.root"),
            "keys/src/test/resources/dev/warder/keys/state/changes-v2.ndjson");

    assertThat(Files.readAllLines(golden)).isEqualTo(lines);
    for (int i = 0; i < lines.size(); i += 2) {
      Change read =
          ChangeCodec.read(
              lines.get(i).getBytes(StandardCharsets.UTF_8),
              lines.get(i + 1).getBytes(StandardCharsets.UTF_8),
              new GrantBook(),
              PICKS);
      assertThat(read.actor()).isEqualTo(ACTOR);
    }
  }

  /// Journals of released versions stay readable: lines are added to this file, never changed.
  @Test
  void whatWasWrittenSincePersonsAreToldApartIsStillWrittenAndRead() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Change change : laterSamples()) {
      ChangeCodec.Parts parts = ChangeCodec.parts(change);
      assertThat(text(parts.facts())).doesNotContain(PERSONAL);
      lines.add(text(parts.facts()));
      lines.add(text(parts.personal()));
      Change read = ChangeCodec.read(parts.facts(), parts.personal(), new GrantBook(), PICKS);
      assertThat(read.document()).isEqualTo(change.document());
      for (int i = 0; i < change.keys().size(); i++) {
        assertThat(read.keys().get(i).persons()).isEqualTo(change.keys().get(i).persons());
      }
      Change blank = ChangeCodec.read(parts.facts(), new byte[0], new GrantBook(), PICKS);
      assertThat(text(ChangeCodec.write(blank))).doesNotContain(PERSONAL);
    }
    Path golden =
        Path.of(
            System.getProperty("warder.root"),
            "keys/src/test/resources/dev/warder/keys/state/changes-v3.ndjson");

    assertThat(Files.readAllLines(golden)).isEqualTo(lines);
  }

  @Test
  void partsThatAreDamagedOrDoNotBelongTogetherAreRefusedOrReadAndNothingElse() throws Exception {
    SplittableRandom random = new SplittableRandom(12);
    List<Change> samples = samples();
    for (int n = 0; n < 8_000; n++) {
      byte[] facts = ChangeCodec.parts(samples.get(random.nextInt(4))).facts();
      byte[] personal = ChangeCodec.parts(samples.get(random.nextInt(4))).personal();
      if (personal.length > 0 && n % 2 == 0) {
        personal[random.nextInt(personal.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Change read = ChangeCodec.read(facts, personal, new GrantBook(), PICKS);
        assertThat(ChangeCodec.parts(read).facts()).isEqualTo(facts);
      } catch (BrokenBody e) {
        assertThat(e.getMessage()).doesNotContain("jane");
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void whatIsDamagedOrUnknownIsRefusedAsAWhole() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    for (Change change : samples()) {
      byte[] body = ChangeCodec.write(change);
      for (int length = 0; length < body.length; length++) {
        byte[] cut = java.util.Arrays.copyOf(body, length);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(BrokenBody.class);
      }
      for (int i = 0; i < 2_000; i++) {
        byte[] flipped = body.clone();
        flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        try {
          read(flipped);
        } catch (BrokenBody e) {
          assertThat(e.getMessage()).doesNotContain("jane");
        }
      }
    }
    String line = new String(ChangeCodec.write(samples().get(2)), StandardCharsets.UTF_8);
    for (String wrong :
        List.of(
            line.replace("\"v\":1", "\"v\":2"),
            line.replace("\"by\"", "\"more\":1,\"by\""),
            line.replace("\"by\":\"admin-1\"", "\"by\":\"admin-1\",\"by\":\"admin-2\""),
            line + "{}",
            "[" + line + "]",
            line.replace("DEFINE_SCOPES", "EXPLODE"))) {
      assertThatThrownBy(() -> read(wrong.getBytes(StandardCharsets.UTF_8)))
          .as(wrong)
          .isInstanceOf(BrokenBody.class);
    }
  }
}
