package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Invalidation;
import dev.warder.keys.KeyChange;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Minted;
import dev.warder.keys.Preview;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Reason;
import dev.warder.store.sql.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InvalidationTest {
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open();
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void everyKeyPickedIsRefusedAndNoOther() throws Exception {
    Minted hit = rig.mint(request("acme").privileged());
    Minted spared = rig.mint(request("globex").privileged());
    rig.pass(Duration.ofSeconds(1));

    Invalidation done = rig.keys.invalidate(ADMIN, "privileged and tenant = acme", null);

    assertThat(done.keys()).isEqualTo(1);
    assertThat(done.counted().privileged()).isEqualTo(1);
    assertThat(rig.verify(hit).reason()).isEqualTo(Reason.INVALIDATED);
    assertThat(rig.verify(spared).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.keys.find(hit.key().id()).state()).isEqualTo(State.INVALIDATED);
    assertCode(
        () -> rig.keys.change(ADMIN, hit.key().id(), 1, KeyChange.ofNote("x")),
        ErrorCode.KEY_RETIRED);
  }

  @Test
  void keysMintedLaterAreNotHitAndRepeatsAfterAStartHitTheSame() throws Exception {
    Minted before = rig.mint();
    rig.keys.invalidate(ADMIN, "all", null);
    Minted after = rig.mint();

    for (int start = 0; start < 2; start++) {
      assertThat(rig.verify(before).reason()).isEqualTo(Reason.INVALIDATED);
      assertThat(rig.verify(after).reason()).isEqualTo(Reason.ALLOWED);
      rig = rig.reopened();
    }
  }

  @Test
  void keyChangedAfterwardsKeepsWhatItWasAtTheCommit() throws Exception {
    Minted scim = rig.mint(request("acme").usedBy(new dev.warder.keys.Integration("scim", "")));
    Minted other = rig.mint(request("acme").usedBy(new dev.warder.keys.Integration("other", "")));
    rig.keys.invalidate(ADMIN, "integration = scim", null);

    assertThat(rig.keys.revoke(ADMIN, scim.key().id(), "").state()).isEqualTo(State.REVOKED);
    rig.keys.change(
        ADMIN,
        other.key().id(),
        1,
        new KeyChange(
            null, null, new dev.warder.keys.Integration("scim", ""), null, null, null, null, null));

    assertThat(rig.verify(other).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.verify(scim).reason()).isEqualTo(Reason.REVOKED);
    rig = rig.reopened();
    assertThat(rig.verify(other).reason()).isEqualTo(Reason.ALLOWED);
  }

  @Test
  void previewCountsAndTheCommitTellsWhatChangedSince() throws Exception {
    Minted used = rig.mint(request("acme").privileged());
    Minted idle = rig.mint(request("acme"));
    Minted gone = rig.mint(request("globex"));
    rig.verify(used);

    Preview preview = rig.keys.preview(ADMIN, "minted before 2027-01-01T00:00Z");

    assertThat(preview.count()).isEqualTo(new Preview.Hit(3, 2, 1, 1, 1, 1));
    assertThat(preview.worst()).first().isEqualTo(used.key().id());
    assertThat(rig.verify(used).isAllowed()).isTrue();
    rig.keys.revoke(ADMIN, gone.key().id(), "");
    Minted fresh = rig.mint();
    Invalidation done = rig.keys.invalidate(ADMIN, "minted before 2027-01-01T00:00Z", preview.id());
    assertThat(done.newSince()).isEqualTo(1);
    assertThat(done.goneSince()).isEqualTo(1);
    assertThat(done.keys()).isEqualTo(3);
    assertThat(rig.verify(fresh).reason()).isEqualTo(Reason.INVALIDATED);
    assertThat(rig.verify(idle).reason()).isEqualTo(Reason.INVALIDATED);
    assertThat(rig.verify(gone).reason()).isEqualTo(Reason.REVOKED);
  }

  @Test
  void samePreviewIsCommittedOnce() throws Exception {
    rig.mint();
    Preview preview = rig.keys.preview(ADMIN, "all");

    Invalidation first = rig.keys.invalidate(ADMIN, "all", preview.id());
    Minted later = rig.mint();

    assertThat(rig.keys.invalidate(ADMIN, "all", preview.id())).isEqualTo(first);
    assertThat(rig.keys.invalidations()).containsExactly(first);
    assertThat(rig.verify(later).isAllowed()).isTrue();
    assertCode(() -> rig.keys.invalidate(ADMIN, "all", "preview-0"), ErrorCode.NOT_FOUND);
    Preview other = rig.keys.preview(ADMIN, "privileged");
    assertCode(() -> rig.keys.invalidate(ADMIN, "all", other.id()), ErrorCode.REQUEST_INVALID);
    rig.pass(Duration.ofMinutes(61));
    assertCode(() -> rig.keys.invalidate(ADMIN, "privileged", other.id()), ErrorCode.NOT_FOUND);
  }

  @Test
  void keysThatAnotherInvalidationHitSinceThePreviewAreNotCountedTwice() throws Exception {
    rig.mint(request("acme"));
    rig.mint(request("globex"));
    Preview all = rig.keys.preview(ADMIN, "all");
    rig.keys.invalidate(ADMIN, "tenant = acme", null);

    Invalidation done = rig.keys.invalidate(ADMIN, "all", all.id());

    assertThat(done.goneSince()).isEqualTo(1);
    assertThat(done.keys()).isEqualTo(1);
  }

  @Test
  void selectorOverThePastIsFrozenAtThePreview() throws Exception {
    Minted idle = rig.mint();
    Minted used = rig.mint();
    rig.pass(Duration.ofDays(40));
    rig.verify(used);

    Preview preview = rig.keys.preview(ADMIN, "last-used before 30d");
    assertThat(preview.frozen()).isTrue();
    assertThat(preview.count().keys()).isEqualTo(1);
    rig.verify(idle);
    Invalidation done = rig.keys.invalidate(ADMIN, "last-used before 30d", preview.id());

    assertThat(done.keys()).isEqualTo(1);
    assertThat(rig.verify(idle).reason()).isEqualTo(Reason.INVALIDATED);
    assertThat(rig.verify(used).reason()).isEqualTo(Reason.ALLOWED);
    rig = rig.reopened();
    assertThat(rig.verify(idle).reason()).isEqualTo(Reason.INVALIDATED);
    assertCode(() -> rig.keys.invalidate(ADMIN, "", null), ErrorCode.SELECTOR_INVALID);
  }

  @Test
  void descendantsOfAKeyAreHitHoweverDeep() throws Exception {
    Minted root = rig.mint();
    List<Minted> line = new ArrayList<>(List.of(root));
    while (line.size() <= 200) {
      line.add(rig.mint(request("acme").mintedBy(line.getLast().key().id())));
    }

    rig.keys.invalidate(ADMIN, "descendant-of " + root.key().id(), null);

    assertThat(rig.verify(root).isAllowed()).isTrue();
    for (Minted descendant : line.subList(1, line.size())) {
      assertThat(rig.verify(descendant).reason()).isEqualTo(Reason.INVALIDATED);
    }
  }

  @Test
  void whoRotatesAKeyStaysInItsLine() throws Exception {
    Minted stolen = rig.mint();
    Minted child = rig.mint(request("acme").mintedBy(stolen.key().id()));
    Minted successor = rotated(stolen);
    Minted ofSuccessor = rig.mint(request("acme").mintedBy(successor.key().id()));
    Minted last = rotated(ofSuccessor);
    for (int i = 0; i < 100; i++) {
      last = rotated(last);
    }
    Minted sibling = rig.mint();
    rig = rig.reopened();

    rig.keys.invalidate(ADMIN, "descendant-of " + stolen.key().id(), null);

    for (Minted hit : List.of(child, successor, ofSuccessor, last)) {
      assertThat(rig.verify(hit).reason()).isEqualTo(Reason.INVALIDATED);
      assertThat(rig.keys.find(hit.key().id()).state()).isEqualTo(State.INVALIDATED);
    }
    assertThat(rig.keys.find(stolen.key().id()).state()).isEqualTo(State.OVERLAPPING);
    assertThat(rig.verify(sibling).isAllowed()).isTrue();
    rig.keys.invalidate(ADMIN, "descendant-of 0123456789abcdef or descendant-of x", null);
    assertThat(rig.verify(sibling).isAllowed()).isTrue();
  }

  private Minted rotated(Minted key) throws Exception {
    return (Minted) rig.keys.rotate(ADMIN, key.key().id(), Duration.ofDays(90));
  }

  @Test
  void rowsTellOfItInTheEnd() throws Exception {
    Minted hit = rig.mint();
    rig.keys.invalidate(ADMIN, "all", null);

    rig = rig.reopened();
    while (!standing(hit).equals("INVALIDATED")) {
      assertThat(Thread.currentThread().isInterrupted()).as("waited for ever").isFalse();
      Thread.onSpinWait();
    }

    rig = rig.reopened();
    assertThat(rig.verify(hit).reason()).isEqualTo(Reason.INVALIDATED);
  }

  private String standing(Minted minted) throws StoreException {
    return requireNonNull(rig.store.find(minted.key().id()), "no row").standing();
  }
}
