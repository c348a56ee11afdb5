package dev.warder.policy.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Severity;
import dev.warder.model.Times;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import dev.warder.policy.scope.ScopeSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostureTest {
  private static final long NOW = 1_000 * Times.DAY;
  private static final List<String> HERE = List.of("203.0.113.0/24");

  @Test
  void wellKeptKeyHasNoWeakness() {
    assertThat(weaknesses(new Key())).isEmpty();
  }

  @Test
  void eachWeaknessIsToldFromItsFactAlone() {
    assertThat(weaknesses(new Key().expiring(KeyFacts.NEVER))).containsExactly("no-expiry");
    assertThat(weaknesses(new Key().scope("* /**"))).containsExactly("opens-everything");
    assertThat(weaknesses(new Key().scope("GET /**"))).isEmpty();
    assertThat(weaknesses(new Key().places(List.of()))).containsExactly("usable-anywhere");
    assertThat(weaknesses(new Key().mode("SHADOW"))).containsExactly("not-enforced");
    assertThat(weaknesses(new Key().privilege(Privilege.UNKNOWN)))
        .containsExactly("privilege-unknown");
    assertThat(weaknesses(new Key().privilege(Privilege.PRIVILEGED)))
        .containsExactly("bearer-privileged");
    assertThat(weaknesses(new Key().privilege(Privilege.PRIVILEGED).binding(Binding.BOUND)))
        .isEmpty();
    assertThat(weaknesses(new Key().privilege(Privilege.PRIVILEGED).binding(Binding.EITHER)))
        .containsExactly("bearer-privileged");
    assertThat(weaknesses(new Key().owner(""))).containsExactly("no-owner");
    assertThat(weaknesses(new Key().contact(""))).containsExactly("no-contact");
  }

  @Test
  void timesCountFromTheirDayOnAndNotBefore() {
    assertThat(weaknesses(new Key().minted(NOW - Posture.AGE + 1))).isEmpty();
    assertThat(weaknesses(new Key().minted(NOW - Posture.AGE))).containsExactly("rotation-due");
    Key bound = new Key().privilege(Privilege.PRIVILEGED).binding(Binding.BOUND);
    assertThat(weaknesses(bound.minted(NOW - Posture.PRIVILEGED_AGE + 1))).isEmpty();
    assertThat(weaknesses(bound.minted(NOW - Posture.PRIVILEGED_AGE)))
        .containsExactly("rotation-due");
    assertThat(weaknesses(new Key().used(NOW - Posture.SILENCE + 1))).isEmpty();
    assertThat(weaknesses(new Key().used(NOW - Posture.SILENCE))).containsExactly("dormant");
    assertThat(weaknesses(new Key().used(0).minted(NOW - Posture.SILENCE + 1))).isEmpty();
    assertThat(weaknesses(new Key().used(0).minted(NOW - Posture.SILENCE)))
        .containsExactly("never-used");
  }

  @Test
  void replacedKeyIsNotToBeRotatedButToBeLetGo() {
    Key replaced = new Key().minted(NOW - Posture.AGE).standing(Standing.ROTATED);
    assertThat(weaknesses(replaced.replaced(NOW - Posture.OVERLAP + 1))).isEmpty();
    assertThat(weaknesses(replaced.replaced(NOW - Posture.OVERLAP)))
        .containsExactly("rotation-unfinished");
    assertThat(weaknesses(replaced.standing(Standing.FENCED)))
        .containsExactly("rotation-unfinished");
  }

  @Test
  void worstStandsFirst() {
    List<Severity> severities = Arrays.stream(Weakness.values()).map(Weakness::severity).toList();
    assertThat(severities)
        .isSortedAccordingTo(java.util.Comparator.<Severity>naturalOrder().reversed());
    assertThat(
            weaknesses(
                new Key().contact("").privilege(Privilege.PRIVILEGED).expiring(KeyFacts.NEVER)))
        .containsExactly("bearer-privileged", "no-expiry", "no-contact");
  }

  @Test
  void everyWeaknessIsInTheDocumentWithWhatToDo() {
    List<String> shown = new ArrayList<>();
    for (String line : lines()) {
      String[] cells = line.split("\\|", -1);
      Weakness weakness = cells.length > 4 ? Weakness.of(cells[1].strip().replace("`", "")) : null;
      if (weakness != null) {
        shown.add(weakness.word());
        assertThat(cells[2].strip()).isEqualToIgnoringCase(weakness.severity().name());
        assertThat(cells[4].strip()).isEqualTo(weakness.advice());
      }
    }
    assertThat(shown).isEqualTo(Arrays.stream(Weakness.values()).map(Weakness::word).toList());
    assertThat(Weakness.of("nothing")).isNull();
  }

  private static List<String> weaknesses(Key key) {
    return Posture.of(key.kept(), NOW).stream().map(Weakness::word).toList();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(
          Path.of(System.getProperty("warder.root", ".."), "docs", "keys.md"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// A key with nothing wrong, until told.
  private static final class Key {
    private Privilege privilege = Privilege.ORDINARY;
    private Binding binding = Binding.BEARER;
    private Standing standing = Standing.ACTIVE;
    private long minted = NOW - 10 * Times.DAY;
    private long expires = NOW + 10 * Times.DAY;
    private String scope = "GET /api/**";
    private List<String> places = HERE;
    private String mode = "ENFORCE";
    private String owner = "jane";
    private String contact = "jane@example.org";
    private long used = NOW - Times.HOUR;
    private long replaced;

    Key privilege(Privilege is) {
      privilege = is;
      return this;
    }

    Key binding(Binding is) {
      binding = is;
      return this;
    }

    Key standing(Standing is) {
      standing = is;
      return this;
    }

    Key minted(long micros) {
      minted = micros;
      return this;
    }

    Key expiring(long micros) {
      expires = micros;
      return this;
    }

    Key scope(String is) {
      scope = is;
      return this;
    }

    Key places(List<String> are) {
      places = are;
      return this;
    }

    Key mode(String is) {
      mode = is;
      return this;
    }

    Key owner(String is) {
      owner = is;
      return this;
    }

    Key contact(String is) {
      contact = is;
      return this;
    }

    Key used(long micros) {
      used = micros;
      return this;
    }

    Key replaced(long micros) {
      replaced = micros;
      return this;
    }

    KeptKey kept() {
      Grant grant =
          new GrantText(List.of(scope), List.of(), places, List.of(), List.of(), List.of(), mode)
              .parse(ScopeSets.NONE)
              .orThrow();
      KeyFacts facts =
          new KeyFacts(
              "k1",
              "acme",
              "",
              privilege,
              "",
              Environment.LIVE,
              minted,
              expires,
              KeyFacts.NEVER,
              "",
              standing,
              binding,
              grant);
      return new KeptKey(facts, owner, contact, used, replaced);
    }
  }
}
