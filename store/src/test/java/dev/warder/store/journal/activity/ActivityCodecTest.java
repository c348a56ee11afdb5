package dev.warder.store.journal.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.SourceClass;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.Query;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.bytes.MalformedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityCodecTest {
  private final ActivityCodec codec = new ActivityCodec();

  @Test
  void everyActivityComesBackAsItWas() throws MalformedException {
    Activities activities = new Activities(1);
    for (int n = 0; n < 20_000; n++) {
      Activity activity = activities.next();
      assertThat(ActivityCodec.activity(codec.entry(activity))).isEqualTo(activity);
    }
  }

  @Test
  void activitiesComeBackThroughAJournal(@TempDir Path folder) throws Exception {
    Activities activities = new Activities(2);
    List<Activity> written = new ArrayList<>();
    List<Activity> read = new ArrayList<>();
    try (SegmentJournal journal = SegmentJournal.open(folder, JournalSettings.defaults())) {
      long last = 0;
      for (int n = 0; n < 3_000; n++) {
        Activity activity = activities.next();
        written.add(activity);
        last = journal.append(codec.entry(activity));
      }
      journal.force(last);
      journal.read(1, (number, entry) -> read.add(decoded(entry)));
    }
    assertThat(read).isEqualTo(written);
  }

  @Test
  void withoutTheTenantsKeyWhatDecisionsRestOnIsThereAndWhoItWasIsNot(@TempDir Path folder)
      throws JournalException {
    Activity activity = new Activities(3).next("acme");
    List<Activity> read = new ArrayList<>();
    try (SegmentJournal journal = SegmentJournal.open(folder, JournalSettings.defaults())) {
      journal.force(journal.append(codec.entry(activity, "GET /u/{id}")));
      journal.destroyTenantKey("acme");
      journal.read(
          1,
          (number, entry) -> {
            if (entry.kind() == EntryKind.ACTIVITY) {
              assertThat(entry.privacy()).isEqualTo(Entry.Privacy.DESTROYED);
              read.add(decoded(entry));
            }
            return true;
          });
    }
    Activity left = read.getFirst();
    assertThat(left.caller().principalUid()).isEmpty();
    assertThat(left.source().address()).isEmpty();
    assertThat(left.client().userAgent()).isEmpty();
    assertThat(left.attributes()).isEmpty();
    assertThat(left.targets()).isEmpty();
    assertThat(left.call().path()).isEqualTo("/u/{id}");
    assertThat(left.caller().credentialUid()).isEqualTo(activity.caller().credentialUid());
    assertThat(left.source().canonical()).isEqualTo(activity.source().canonical());
    assertThat(left.outcome()).isEqualTo(activity.outcome());
    assertThat(left.parameters()).isEqualTo(activity.parameters());
    assertThat(left.client().family()).isEqualTo(activity.client().family());
  }

  private Activity decoded(Entry entry) {
    try {
      return ActivityCodec.activity(entry);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWarderDecidedIsReadThoughTheRestIsSealedOrGone(@TempDir Path folder)
      throws JournalException {
    Map<String, String> attributes =
        Map.of(
            ActivityCodec.VERDICT_CODE, "allowed", ActivityCodec.POLICY_MODE, "SHADOW", "a", "b");
    Activity call = new Activities(6).next("acme", List.of(), attributes);
    List<Map<String, String>> left = new ArrayList<>();
    try (SegmentJournal journal = SegmentJournal.open(folder, JournalSettings.defaults())) {
      journal.force(journal.append(codec.entry(call, "GET /u/{id}")));
      assertThat(own(journal, Query.EVERYTHING.sealed())).isEqualTo("allowed");
      journal.destroyTenantKey("acme");
      assertThat(own(journal, Query.EVERYTHING)).isEqualTo("allowed");
      journal.search(
          Query.EVERYTHING.of(EntryKind.ACTIVITY),
          (number, entry) -> left.add(decoded(entry).attributes()));
    }
    assertThat(left)
        .containsExactly(
            Map.of(ActivityCodec.VERDICT_CODE, "allowed", ActivityCodec.POLICY_MODE, "SHADOW"));
  }

  private static String own(SegmentJournal journal, Query query) throws JournalException {
    StringBuilder seen = new StringBuilder();
    journal.search(
        query.of(EntryKind.ACTIVITY),
        (number, entry) ->
            !seen.append(ActivityCodec.own(entry, ActivityCodec.VERDICT_CODE)).isEmpty());
    return seen.toString();
  }

  @Test
  void aParameterIsNotTakenForAWordOfWarders() {
    Activity call =
        new Activities(8)
            .next(
                "acme",
                List.of(
                    Parameter.of(Parameter.Place.QUERY, ActivityCodec.VERDICT_CODE, "1"),
                    Parameter.of(Parameter.Place.QUERY, "allowed", "1")),
                Map.of());
    assertThat(ActivityCodec.own(codec.entry(call), ActivityCodec.VERDICT_CODE)).isEmpty();
  }

  @Test
  void anActivityCutAnywhereIsMalformed() {
    Entry entry = codec.entry(new Activities(4).next(""));
    byte[] body = entry.body();
    for (int length = 0; length < body.length; length++) {
      Entry cut =
          new Entry(
              EntryKind.ACTIVITY,
              0,
              "",
              "",
              "",
              "AS1",
              new Facts(entry.facts().texts(), Arrays.copyOf(body, length)),
              Facts.NONE);
      assertThatThrownBy(() -> ActivityCodec.activity(cut)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void moreThanReadersKeepIsRefused() {
    Activity small = new Activities(5).next("acme");
    Activity large =
        new Activity(
            0,
            "",
            "",
            small.caller(),
            small.source(),
            small.client(),
            small.call(),
            small.outcome(),
            0,
            0,
            0,
            Collections.nCopies(65, "x"),
            List.of(),
            "",
            List.of(),
            Map.of());
    assertThatThrownBy(() -> codec.entry(large)).hasMessageContaining("too many targets");
  }

  @Test
  void anOperationNamesNobody() {
    assertThat(Operations.of(new Call("a", "GET", "/v1/users/4711/ann@example.com/keys", "", "")))
        .isEqualTo("GET /v1/users/{}/{}/keys");
    assertThat(Operations.of(new Call("a", "GET", "/x/1", "/x/{id}", ""))).isEqualTo("GET /x/{id}");
    assertThat(Operations.of(new Call("a", "", "", "", "iam:ListUsers")))
        .isEqualTo("iam:ListUsers");
    assertThat(Operations.pattern("/a/" + "b".repeat(40) + "/")).isEqualTo("/a/{}/");
  }

  /// What is on disk has constants by their place: a new one goes to the end.
  @Test
  void constantsKeepTheirPlaces() {
    assertThat(CredentialKind.values())
        .extracting(Enum::name)
        .startsWith(
            "NONE", "API_KEY", "SESSION", "WORKLOAD_SESSION", "CONSOLE", "PRINCIPAL", "SERVICE")
        .hasSizeLessThanOrEqualTo(16);
    assertThat(SourceClass.values())
        .extracting(Enum::name)
        .startsWith(
            "UNKNOWN",
            "ISP",
            "MOBILE",
            "CLOUD",
            "HOSTING",
            "VPN",
            "CORPORATE",
            "EDUCATION",
            "PRIVATE",
            "SERVICE")
        .hasSizeLessThanOrEqualTo(16);
    assertThat(ClientKind.values())
        .extracting(Enum::name)
        .startsWith(
            "UNKNOWN",
            "BROWSER",
            "SDK",
            "SCRIPT",
            "TOOL",
            "PROVISIONER",
            "INTEGRATION",
            "CRAWLER",
            "ATTACK_TOOL",
            "SERVICE")
        .hasSizeLessThanOrEqualTo(16);
    assertThat(Outcome.Result.values())
        .extracting(Enum::name)
        .startsWith("UNKNOWN", "SUCCESS", "DENIED", "NOT_FOUND", "THROTTLED", "FAILED")
        .hasSizeLessThanOrEqualTo(16);
    assertThat(Parameter.Place.values())
        .extracting(Enum::name)
        .startsWith("QUERY", "BODY", "PATH")
        .hasSizeLessThanOrEqualTo(4);
    assertThat(EntryKind.values())
        .extracting(Enum::name)
        .startsWith("ACTIVITY", "VERDICT", "FINDING", "AUDIT", "CUSTODY")
        .hasSizeLessThanOrEqualTo(8);
  }
}
