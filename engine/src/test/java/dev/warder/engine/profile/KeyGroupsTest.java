package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {
  private static Caller caller(String uid, CredentialKind kind, String principal) {
    return new Caller(uid, kind, principal, "", "");
  }

  @Test
  void profilesOfOneNameAreInOneGroup() {
    List<Caller> callers =
        List.of(
            caller("jo console", CredentialKind.API_KEY, "somebody"),
            caller("c-1", CredentialKind.CONSOLE, "jo"),
            caller("c-2", CredentialKind.SESSION, "jo console"));

    assertThat(callers).extracting(KeyGroups::profileUid).containsOnly("jo console");
    assertThat(callers).extracting(KeyGroups::of).containsOnly(KeyGroups.of(callers.getFirst()));
  }

  @Test
  void sessionsOfOnePrincipalAreInOneGroupAndKeysOfOneOwnerNeedNotBe() {
    assertThat(IntStream.range(0, 100))
        .extracting(i -> KeyGroups.of(caller("s-" + i, CredentialKind.SESSION, "role")))
        .containsOnly(KeyGroups.of(caller("c-1", CredentialKind.CONSOLE, "role")));
    assertThat(
            IntStream.range(0, 100)
                .map(i -> KeyGroups.of(caller("k-" + i, CredentialKind.API_KEY, "role")))
                .distinct()
                .count())
        .isGreaterThan(30);
  }

  @Test
  void groupsAreFilledEvenly() {
    int[] sizes = new int[KeyGroups.COUNT];
    for (int i = 0; i < 64_000; i++) {
      sizes[KeyGroups.of(caller("fp_" + Integer.toHexString(i), CredentialKind.API_KEY, ""))]++;
    }

    assertThat(Arrays.stream(sizes)).allMatch(size -> size > 700 && size < 1_300);
  }
}
