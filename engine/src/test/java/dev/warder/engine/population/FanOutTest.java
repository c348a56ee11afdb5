package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Engine;
import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.profile.Profiles;
import dev.warder.model.Activity;
import dev.warder.model.KeyRecords;
import dev.warder.model.Source;
import dev.warder.model.Times;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A vendor that serves many tenants: breached, or honest in ways that look alike from afar.
class FanOutTest {
  private static final int VENDOR = 3;
  private static final long NIGHT = VendorPlatform.NIGHT;

  @Test
  void aVendorsServerTurnedAgainstTwelveTenantsIsOneIncident() {
    List<Activity> theft = new ArrayList<>();
    for (int tenant = 0; tenant < VendorPlatform.TENANTS; tenant++) {
      theft.addAll(
          VendorPlatform.looting(VendorPlatform.key(VENDOR, tenant), NIGHT + tenant * 240L));
    }

    List<Incident> incidents = incidentsAtNight(theft);

    assertThat(incidents).hasSize(1);
    assertThat(incidents.getFirst().findings())
        .extracting(Finding::detectionId)
        .contains("SOURCE_STANDS_OUT");
    assertThat(incidents.getFirst().tenants()).hasSize(VendorPlatform.TENANTS);
    assertThat(incidents.getFirst().credentials())
        .hasSize(VendorPlatform.TENANTS)
        .allMatch(key -> key.startsWith("v" + VENDOR + "-"));
  }

  @Test
  void theSameWithOneKeyAloneStaysSilent() {
    List<Activity> task = VendorPlatform.looting(VendorPlatform.key(VENDOR, 5), NIGHT);

    assertThat(incidentsAtNight(task)).isEmpty();
  }

  @Test
  void aVendorThatMovesWithAllItsKeysStaysSilent() {
    List<Activity> moved = new ArrayList<>();
    for (int tenant = 0; tenant < VendorPlatform.TENANTS; tenant++) {
      Traffic elsewhere = VendorPlatform.key(VENDOR, tenant).hosted();
      moved.addAll(VendorPlatform.usual(elsewhere, VENDOR, NIGHT + tenant * 240L));
      moved.addAll(VendorPlatform.usual(elsewhere, VENDOR, NIGHT + 9_000 + tenant * 240L));
    }

    assertThat(incidentsAtNight(moved)).isEmpty();
  }

  @Test
  void aNewVersionThatCallsOneNewOperationEverywhereStaysSilent() {
    List<Activity> deployed = new ArrayList<>();
    for (int tenant = 0; tenant < VendorPlatform.TENANTS; tenant++) {
      Traffic key = VendorPlatform.key(VENDOR, tenant);
      deployed.add(key.get("/api/applications").at(NIGHT + tenant * 240L));
    }

    assertThat(incidentsAtNight(deployed)).isEmpty();
  }

  @Test
  void theOrderOfKeysWithinAnEpochAndPartitionsChangeNothing() {
    List<Activity> all = VendorPlatform.honest(5);
    for (int tenant = 0; tenant < VendorPlatform.TENANTS; tenant++) {
      all.addAll(VendorPlatform.looting(VendorPlatform.key(VENDOR, tenant), NIGHT + tenant % 4));
    }
    Comparator<Activity> byEpoch =
        Comparator.comparingLong(a -> Math.floorDiv(a.timeMicros(), Engine.EPOCH_MICROS));
    Comparator<Activity> byKey = Comparator.comparing(a -> a.caller().credentialUid());
    Comparator<Activity> byTime = Comparator.comparingLong(Activity::timeMicros);

    List<String> forwards = told(all, byEpoch.thenComparing(byKey).thenComparing(byTime), 1);
    List<String> backwards =
        told(all, byEpoch.thenComparing(byKey.reversed()).thenComparing(byTime), 1);
    List<String> spread = told(all, byTime, 7);

    assertThat(backwards).isNotEmpty().isEqualTo(forwards);
    assertThat(spread).isEqualTo(forwards);
  }

  @Test
  void aKeyWithAnAddressForEachCallHoldsFewOpenDays() {
    Profiles profiles = new Profiles(KeyRecords.of(Map.of()), 1);
    Operations operations = new Operations(TestContent.detections());
    Population population = new Population(profiles, 2, TestContent.thieves());
    Days days = new Days(population);
    for (int i = 0; i < 5_000; i++) {
      population.closeEpoch(days, Traffic.START + (long) i * Times.MINUTE);
      days.clear();
      Source rotating = Traffic.isp("AS" + i + " DE", "2001:db8::" + i);
      Activity call =
          VendorPlatform.key(1, 1).from(rotating).with("p" + i).get("/api/x" + i).at(i * 60L);
      days.note(profiles.ring(0).observe(call, operations.resolve(call)));
    }

    assertThat(population.openAcrossKeys()).isLessThanOrEqualTo(2 * Population.MAX_OPEN_OF_KEY);
  }

  private static List<Incident> incidentsAtNight(List<Activity> more) {
    List<Activity> all = VendorPlatform.honest(5);
    all.addAll(more);
    return SmallPlatform.judge(all).incidents().stream()
        .filter(incident -> incident.timeMicros() >= Traffic.START + NIGHT * Times.SECOND)
        .toList();
  }

  /// What was told, when, and how sure; to the last digit.
  private static List<String> told(
      List<Activity> activities, Comparator<Activity> order, int partitions) {
    Engine engine = SmallPlatform.engine(partitions);
    activities.stream().sorted(order).forEach(engine::accept);
    return engine.finish().incidents().stream()
        .flatMap(incident -> incident.findings().stream())
        .map(finding -> finding.uid() + " " + finding.timeMicros() + " " + finding.nats())
        .sorted()
        .toList();
  }
}
