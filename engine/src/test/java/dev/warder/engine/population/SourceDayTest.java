package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.profile.KeyRing;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.Sighting;
import dev.warder.model.Activity;
import dev.warder.model.KeyRecords;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What one source comes to over the tenants it serves.
class SourceDayTest {
  private final Operations operations = new Operations(TestContent.detections());
  private final KeyRing keys = new Profiles(KeyRecords.of(Map.of()), 1).ring(0);
  private final SourceDay day = new SourceDay("t0", 0);

  private void shows(int tenant, double nats) {
    Activity call = Traffic.of("k" + tenant).tenant("t" + tenant).at(tenant);
    OperationView operation = operations.resolve(call);
    Observation seen = keys.observe(call, operation);
    day.add(seen.strand(), nats, Sighting.of(call, operation));
  }

  private double weight() {
    day.weigh();
    return day.mostNats();
  }

  @Test
  void oneOddTenantAmongManyIsCoincidence() {
    for (int tenant = 1; tenant < 12; tenant++) {
      day.touch("t" + tenant);
    }
    shows(4, 9);

    assertThat(weight()).isZero();
    assertThat(day.tenants()).isEqualTo(12);
    assertThat(day.tenantsShowing()).isEqualTo(1);
  }

  @Test
  void whatTheOthersShowBesideTheStrongestCounts() {
    shows(1, 6);
    shows(2, 1.5);

    assertThat(weight()).isEqualTo(1.5);
  }

  @Test
  void theSameOnManyCountsAsOnOne() {
    for (int tenant = 0; tenant < 12; tenant++) {
      shows(tenant, 3);
    }

    assertThat(weight()).isEqualTo(3);
  }

  @Test
  void severalKeysOfOneTenantAreNoSpread() {
    shows(1, 5);
    Activity call = Traffic.of("another").tenant("t1").at(9);
    OperationView operation = operations.resolve(call);
    day.add(keys.observe(call, operation).strand(), 5, Sighting.of(call, operation));

    assertThat(weight()).isZero();
  }
}
