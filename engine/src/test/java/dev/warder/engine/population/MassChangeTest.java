package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Traffic;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Times;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many changes in a short time: shared out to stay unseen, or honest work.
class MassChangeTest {
  private static final long NIGHT = VendorPlatform.NIGHT;
  private static final int KEYS = 10;

  @Test
  void aMassResetSharedOutOverTenKeysIsOneIncident() {
    List<Activity> reset = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Traffic stolen = VendorPlatform.administrator(i % KEYS);
      reset.add(VendorPlatform.reset(stolen, 10_000 + i).at(NIGHT + i * 4L));
    }

    List<Incident> incidents = incidentsAtNight(reset);

    assertThat(incidents).hasSize(1);
    assertThat(incidents.getFirst().findings())
        .extracting(Finding::detectionId)
        .contains("TENANT_STANDS_OUT");
    assertThat(incidents.getFirst().credentials()).hasSize(KEYS);
  }

  @Test
  void anImportByOneConsumerStaysSilent() {
    Traffic personnel = VendorPlatform.administrator(4);
    List<Activity> hired = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      hired.add(VendorPlatform.reset(personnel, 10_000 + i).at(NIGHT + i * 4L));
    }

    assertThat(massChanges(hired)).isEmpty();
  }

  @Test
  void oneKeyFromManyPlacesIsOneKey() {
    List<Activity> hired = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Traffic personnel =
          VendorPlatform.administrator(4)
              .from(Traffic.isp("AS" + (900 + i % 10) + " DE", "198.18.0." + i % 10));
      hired.add(VendorPlatform.reset(personnel, 10_000 + i).at(NIGHT + i * 4L));
    }

    assertThat(massChanges(hired)).isEmpty();
  }

  @Test
  void changesToWhatOneMadeStaySilent() {
    assertThat(massChanges(hiredAndReset("hired-"))).isEmpty();
    assertThat(massChanges(hiredAndReset("other-"))).isNotEmpty();
  }

  /// Administrators hire 400 people in the course of weeks and reset as many in one night.
  private static List<Activity> hiredAndReset(String whom) {
    Call hire = new Call("api.example.com", "POST", "/api/users", "", "");
    List<Activity> calls = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Traffic administrator = VendorPlatform.administrator(i % KEYS);
      calls.add(
          administrator.calling(hire).making("hired-" + i).at(NIGHT - 2_000_000 + i * 4_800L));
      calls.add(VendorPlatform.reset(administrator, i).on(whom + i).at(NIGHT + i * 4L));
    }
    return calls;
  }

  @Test
  void whoOnlyDidItsUsualShareMeanwhileIsNotNamed() {
    List<Activity> reset = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Traffic stolen = VendorPlatform.administrator(i % KEYS);
      reset.add(VendorPlatform.reset(stolen, 10_000 + i).at(NIGHT + i * 4L));
    }
    Traffic bystander = VendorPlatform.administrator(KEYS + 1);
    reset.add(VendorPlatform.reset(bystander, 7).at(NIGHT + 30));

    assertThat(incidentsAtNight(reset).getFirst().credentials())
        .doesNotContain("admin-" + (KEYS + 1));
  }

  private static List<String> massChanges(List<Activity> more) {
    return incidentsAtNight(more).stream()
        .flatMap(incident -> incident.findings().stream())
        .filter(finding -> finding.detectionId().equals("TENANT_STANDS_OUT"))
        .map(Finding::description)
        .toList();
  }

  private static List<Incident> incidentsAtNight(List<Activity> more) {
    List<Activity> all = VendorPlatform.honest(5);
    all.addAll(more);
    return SmallPlatform.judge(all).incidents().stream()
        .filter(incident -> incident.timeMicros() >= Traffic.START + NIGHT * Times.SECOND)
        .toList();
  }
}
