package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeyChange;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Minted;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Reason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What has ended, or is to end, does not come back.
class EndedKeysTest {
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
  void replacedKeyEndsWithItsOverlapWhateverFencesAndChangesComeBetween() throws Exception {
    long tenHours = Duration.ofHours(10).toMillis() * 1_000;
    Minted old = rig.mint(request("acme").expiring(rig.micros() + tenHours));
    rig.keys.rotate(ADMIN, old.key().id(), Duration.ofHours(1));
    rig.keys.fence(ADMIN, old.key().id(), "");
    rig = rig.reopened();

    ManagedKey free = (ManagedKey) rig.keys.unfence(ADMIN, old.key().id(), "");

    assertThat(free.state()).isEqualTo(State.OVERLAPPING);
    assertCode(
        () ->
            rig.keys.change(
                ADMIN,
                old.key().id(),
                free.version(),
                KeyChange.ofExpiry(old.key().facts().expiresMicros() + tenHours)),
        ErrorCode.REQUEST_INVALID);
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ALLOWED);
    rig.pass(Duration.ofHours(1));
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ROTATED);
    assertCode(() -> rig.keys.unfence(ADMIN, old.key().id(), ""), ErrorCode.KEY_RETIRED);
  }

  @Test
  void replacedKeyThatIsFencedEndsWithItsOverlapToo() throws Exception {
    Minted old = rig.mint();
    rig.keys.rotate(ADMIN, old.key().id(), Duration.ofHours(1));
    rig.keys.fence(ADMIN, old.key().id(), "");
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ALLOWED);
    rig.pass(Duration.ofHours(1));

    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ROTATED);
    assertThat(rig.keys.find(old.key().id()).state()).isEqualTo(State.ROTATED);
    assertCode(() -> rig.keys.unfence(ADMIN, old.key().id(), ""), ErrorCode.KEY_RETIRED);
  }

  @Test
  void keyReplacedWithoutOverlapStaysReplacedWhateverTheClockSays() throws Exception {
    Minted old = rig.mint();
    rig.keys.rotate(ADMIN, old.key().id(), Duration.ZERO);

    rig.pass(Duration.ofDays(-400));

    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ROTATED);
    rig = rig.reopened();
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ROTATED);
    assertThat(rig.keys.find(old.key().id()).state()).isEqualTo(State.ROTATED);
  }

  @Test
  void whatHadEndedByTheLastChangeStaysSoWhenTheClockStepsBack() throws Exception {
    Minted expiring = rig.mint(request("acme").expiring(rig.micros() + 60_000_000));
    Minted old = rig.mint();
    rig.keys.rotate(ADMIN, old.key().id(), Duration.ofMinutes(1));
    rig.pass(Duration.ofMinutes(2));
    Minted later = rig.mint();

    rig.pass(Duration.ofMinutes(-2));

    assertThat(rig.verify(expiring).reason()).isEqualTo(Reason.EXPIRED);
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ROTATED);
    assertThat(rig.verify(later).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.keys.find(expiring.key().id()).state()).isEqualTo(State.EXPIRED);
    // Its clock stands where it stood at first.
    rig = rig.reopened();
    assertThat(rig.verify(expiring).reason()).isEqualTo(Reason.EXPIRED);
    assertThat(rig.verify(old).reason()).isEqualTo(Reason.ROTATED);
    rig = rig.reopened();
    assertThat(rig.verify(expiring).reason()).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void wishRepeatedAfterADayIsFulfilledOnceAndNotAtEachRepeat() throws Exception {
    Minted first = rig.mint(request("acme").once("import-7"));
    rig.pass(Duration.ofHours(25));
    Minted second = rig.mint(request("acme").once("import-7"));
    Minted repeat = rig.mint(request("acme").once("import-7"));

    assertThat(second.key().id()).isNotEqualTo(first.key().id());
    assertThat(repeat.key().id()).isEqualTo(second.key().id());
    assertThat(repeat.secret()).isNull();
  }
}
