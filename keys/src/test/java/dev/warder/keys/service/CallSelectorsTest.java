package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeyPage;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.Preview;
import dev.warder.keys.Reach;
import dev.warder.model.ErrorCode;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.Times;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.policy.select.KeyHistory;
import dev.warder.policy.select.Selector;
import dev.warder.policy.select.Selectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Keys picked by what was recorded of their calls.
@Timeout(120)
class CallSelectorsTest {
  private static final List<String> ADDRESSES =
      List.of("203.0.113.7", "203.0.113.200", "198.51.100.1", "2001:db8::1", "10.0.0.9");
  private static final List<String> CANONICAL =
      List.of("AS14061 US", "AS14061 DE", "AS9 KP", "2001:db8::/48 KP", "private 10.0.0.0/8");
  private static final List<String> PLACES =
      List.of("AS14061", "AS9", "KP", "DE", "203.0.113.0/25", "2001:db8::/32", "10.0.0.9", "FR");
  private static final List<String> PATHS =
      List.of("/api/systems", "/api/runCommand", "/api/keys/7", "/api//odd", "/");
  private static final List<String> OPERATIONS =
      List.of("GET /api/systems", "* /api/**", "POST /api/runCommand", "* /api/keys/{id}", "* /**");

  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open();
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private record Call(String key, long micros, Source source, String method, String path) {}

  @Test
  void keysArePickedAsByLookingAtEveryCall() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<Minted> minted = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      MintRequest wish = request("tenant-" + i % 5);
      minted.add(rig.mint(i % 3 == 0 ? wish.privileged() : wish));
    }
    List<Call> calls = new ArrayList<>();
    int picked = 0;
    for (int turn = 0; turn < 300; turn++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        calls.add(call(random, minted.get(random.nextInt(random.nextInt(1, 41)))));
      }
      rig.pass(Duration.ofSeconds(random.nextInt(3)));
      Selector selector = selector(random, 2);
      List<String> expected = expected(selector, calls, minted);
      picked += expected.isEmpty() || expected.size() == 40 ? 0 : 1;
      KeyPage page = rig.keys.list(selector.toString(), "", 1_000);
      assertThat(page.keys()).extracting(ManagedKey::id).as("%s", selector).isEqualTo(expected);
      if (!selector.ofCalls().isEmpty() && selector.ofCalls().getFirst().span().after() == null) {
        assertThat(page.reach().sinceMicros())
            .isEqualTo(calls.isEmpty() ? Reach.NEVER : calls.getFirst().micros());
      }
    }
    assertThat(picked).isGreaterThan(50);
  }

  private Call call(SplittableRandom random, Minted key) {
    int from = random.nextInt(ADDRESSES.size());
    String canonical = CANONICAL.get(from);
    Source source =
        new Source(
            ADDRESSES.get(from),
            canonical.startsWith("AS14061") ? 14_061 : canonical.startsWith("AS9") ? 9 : 0,
            "",
            canonical.endsWith("8") ? "" : canonical.substring(canonical.length() - 2),
            SourceClass.HOSTING,
            canonical);
    Request request =
        new Request(
            rig.micros(),
            "api.example.org",
            random.nextBoolean() ? "GET" : "POST",
            PATHS.get(random.nextInt(PATHS.size())),
            source);
    var _ = rig.keys.verify(Presented.of(Rig.text(key)), request);
    return new Call(key.key().id(), request.timeMicros(), source, request.method(), request.path());
  }

  private static Selector selector(SplittableRandom random, int depth) {
    String text = text(random, depth);
    return Selectors.parse(text).orThrow();
  }

  private static String text(SplittableRandom random, int depth) {
    if (depth > 0) {
      switch (random.nextInt(4)) {
        case 0 -> {
          return "(" + text(random, depth - 1) + ") and (" + text(random, depth - 1) + ")";
        }
        case 1 -> {
          return "(" + text(random, depth - 1) + ") or (" + text(random, depth - 1) + ")";
        }
        case 2 -> {
          return "not (" + text(random, depth - 1) + ")";
        }
        default -> {
          // A comparison.
        }
      }
    }
    String span =
        switch (random.nextInt(4)) {
          case 0 -> " after 1min";
          case 1 -> " after 2026-11-22T12:01:00Z before 2026-11-22T12:03:00Z";
          default -> "";
        };
    return switch (random.nextInt(6)) {
      case 0 -> "privileged";
      case 1, 2 -> "touched " + OPERATIONS.get(random.nextInt(OPERATIONS.size())) + span;
      case 3 ->
          "used-from ("
              + PLACES.get(random.nextInt(PLACES.size()))
              + ", "
              + PLACES.get(random.nextInt(PLACES.size()))
              + ")"
              + span;
      default -> "used-from " + PLACES.get(random.nextInt(PLACES.size())) + span;
    };
  }

  private List<String> expected(Selector selector, List<Call> calls, List<Minted> minted) {
    long now = rig.micros();
    KeyHistory history = new EveryCall(calls, now);
    return minted.stream()
        .map(Minted::key)
        .filter(key -> selector.matches(key.facts(), history, now))
        .map(ManagedKey::id)
        .toList();
  }

  /// Looks at every call, each time.
  private record EveryCall(List<Call> calls, long now) implements KeyHistory {
    @Override
    public boolean descends(KeyFacts key, String ancestorId) {
      return false;
    }

    @Override
    public long lastUsedMicros(KeyFacts key) {
      return NEVER_USED;
    }

    @Override
    public boolean called(KeyFacts key, Selector.OfCalls asked) {
      return calls.stream()
          .anyMatch(call ->
              call.key().equals(key.id())
                  && call.micros() >= asked.span().fromMicros(now)
                  && call.micros() < asked.span().toMicros(now)
                  && asked.test().isMet(call.source(), call.method(), call.path()));
    }

    @Override
    public Collection<String> postures(KeyFacts key) {
      return List.of();
    }
  }

  @Test
  void useIsARightSecretWhateverTheVerdictWas() throws Exception {
    Minted allowed = rig.mint();
    Minted refused = rig.mint(request("acme").allowed(Rig.opening("GET /nothing")));
    Minted revoked = rig.mint();
    Minted honey = rig.mint(request("acme").honey());
    Minted suspect = rig.mint();
    Minted unused = rig.mint();
    rig.keys.revoke(ADMIN, revoked.key().id(), "");
    rig.keys.suspect(suspect.key().id(), dev.warder.keys.Keys.Suspicion.OPEN_INCIDENT);
    for (Minted key : List.of(allowed, refused, revoked, honey, suspect)) {
      rig.verify(key);
    }
    String forged = Rig.text(unused).substring(0, 26) + Rig.text(allowed).substring(26);
    assertThat(rig.verify(forged).isAllowed()).isFalse();

    assertThat(ids("used-from AS14061"))
        .containsExactly(
            allowed.key().id(),
            refused.key().id(),
            revoked.key().id(),
            honey.key().id(),
            suspect.key().id());
    assertThat(ids("touched GET /api/systems")).hasSize(5);
    assertThat(ids("not used-from DE")).containsExactly(unused.key().id());
  }

  @Test
  void theQuestionOf2023IsAnsweredFromWhatWasRecorded() throws Exception {
    Minted thief = rig.mint(request("acme").privileged());
    Minted elsewhere = rig.mint(request("globex").privileged());
    Minted ordinary = rig.mint(request("initech"));
    rig.verify(thief);
    rig.verify(ordinary);
    rig.pass(Duration.ofHours(2));
    Minted young = rig.mint(request("acme").privileged());
    rig.verify(young);

    Preview preview =
        rig.keys.preview(
            ADMIN, "privileged and minted before 2026-11-22T13:00Z and used-from AS14061");
    rig.verify(elsewhere);
    var done = rig.keys.invalidate(ADMIN, preview.selector(), preview.id());

    assertThat(preview.frozen()).isTrue();
    assertThat(preview.count()).isEqualTo(new Preview.Hit(1, 1, 1, 0, 1, 1));
    assertThat(preview.reach())
        .isEqualTo(new Reach(Times.micros(Rig.START), 3, 0, Times.micros(Rig.START)));
    assertThat(done.keys()).isEqualTo(1);
    assertThat(rig.verify(thief).reason()).isEqualTo(Reason.INVALIDATED);
    for (Minted spared : List.of(elsewhere, ordinary, young)) {
      assertThat(rig.verify(spared).reason()).isEqualTo(Reason.ALLOWED);
    }
  }

  @Test
  void invalidationHitsTheSameKeysAfterCallsAndRowsAreGone() throws Exception {
    Minted hit = rig.mint();
    Minted spared = rig.mint();
    rig.verify(hit);
    rig.keys.invalidate(ADMIN, "used-from AS14061", null);
    rig.verify(spared);
    rig.close();

    rig = Rig.open(rig.files, new RecordedStore(), ForgetfulJournal::new);

    assertThat(ids("used-from AS14061")).isEmpty();
    assertThat(rig.verify(hit).reason()).isEqualTo(Reason.INVALIDATED);
    assertThat(rig.verify(spared).reason()).isEqualTo(Reason.ALLOWED);
  }

  @Test
  void crashBetweenPreviewAndCommitLeavesNothingDone() throws Exception {
    Minted used = rig.mint();
    rig.verify(used);
    Preview preview = rig.keys.preview(ADMIN, "used-from DE");

    rig = Rig.open(rig.files.crash(_ -> false), new RecordedStore());

    assertCode(() -> rig.keys.invalidate(ADMIN, "used-from DE", preview.id()), ErrorCode.NOT_FOUND);
    assertThat(rig.verify(used).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.keys.invalidations()).isEmpty();
  }

  @Test
  void pagesOfOneListLookAtNoCallTwice() throws Exception {
    Minted one = rig.mint();
    Minted two = rig.mint();
    rig.verify(one);
    rig.verify(two);

    KeyPage first = rig.keys.list("used-from DE", "", 1);
    KeyPage second = rig.keys.list("used-from DE", first.next(), 1);
    assertThat(first.reach().calls()).isEqualTo(2);
    assertThat(second.keys()).extracting(ManagedKey::id).containsExactly(two.key().id());
    assertThat(second.reach().calls()).isEqualTo(2);
    rig.verify(one);
    assertThat(rig.keys.list("used-from DE", "", 1).reach().calls()).isEqualTo(3);
  }

  @Test
  void moreThanSixteenKindsOfCallsAreRefused() {
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      kinds.add("used-from AS" + (i + 1));
    }
    String most = String.join(" or ", kinds.subList(0, 16));
    assertCode(
        () -> rig.keys.preview(ADMIN, String.join(" or ", kinds)), ErrorCode.SELECTOR_INVALID);
    assertThat(ids(most + " or used-from AS1")).isEmpty();
  }

  @Test
  void postureIsShownAndPickedByItsName() throws Exception {
    Minted good =
        rig.mint(
            request("acme")
                .expiring(rig.micros() + 10 * Times.DAY)
                .allowed(
                    new dev.warder.policy.GrantText(
                        List.of("GET /a"),
                        List.of(),
                        List.of("DE"),
                        List.of(),
                        List.of(),
                        List.of(),
                        "ENFORCE")));
    Minted old = rig.mint(request("acme").privileged());
    Minted ended = rig.mint();
    rig.keys.revoke(ADMIN, ended.key().id(), "");

    assertThat(good.key().posture()).isEmpty();
    assertThat(old.key().posture())
        .extracting(weakness -> weakness.word())
        .containsExactly("bearer-privileged", "no-expiry", "usable-anywhere");
    assertThat(ids("posture = no-*")).containsExactly(old.key().id());
    assertThat(rig.keys.find(ended.key().id()).posture()).isEmpty();
    Minted next = (Minted) rig.keys.rotate(ADMIN, old.key().id(), Duration.ofDays(90));
    rig.pass(Duration.ofDays(15));
    assertThat(ids("posture = rotation-*")).containsExactly(old.key().id());
    Preview preview = rig.keys.preview(ADMIN, "posture = rotation-*");
    assertThat(preview.frozen()).isTrue();
    rig.keys.invalidate(ADMIN, "posture = rotation-*", preview.id());
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.INVALIDATED);
    assertThat(rig.verify(next).reason()).isEqualTo(Reason.ALLOWED);
  }

  private List<String> ids(String selector) {
    try {
      return rig.keys.list(selector, "", 1_000).keys().stream().map(ManagedKey::id).toList();
    } catch (KeysException e) {
      throw new AssertionError(e);
    }
  }
}
