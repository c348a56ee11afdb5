package dev.warder.engine.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.profile.KeyRing;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.KeyRecords;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What newcomers of several keys show together.
class SharedSignsTest {
  private static final int HOUR = 3_600;
  private static final int DAY = 24 * HOUR;

  private final Detections content = TestContent.detections();
  private final Operations operations = new Operations(content);
  private final KeyRing keys = new Profiles(KeyRecords.of(Map.of()), 1).ring(0);
  private final SharedSigns shared = new SharedSigns(content);
  private final List<String> told = new ArrayList<>();

  /// A consumer with an address opens on a key of a tenant.
  private void opens(String address, String tenant, long seconds) {
    Activity call =
        Traffic.of("key-of-" + tenant)
            .tenant(tenant)
            .from(Traffic.isp("AS" + seconds + " DE", address))
            .at(seconds);
    Noticed noticed = new Noticed();
    noticed.newcomer(keys.observe(call, operations.resolve(call)).strand());
    shared.closeEpoch(noticed, (strand, fact, of) -> told.add(of.tenant()));
  }

  private int bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StateWriter writer = new StateWriter((block, length) -> out.write(block, 0, length));
    shared.save(writer);
    writer.end();
    return out.size();
  }

  @Test
  void anAddressThatOpensAtFourTenantsWithinADayIsTold() {
    opens("192.0.2.1", "a", 0);
    opens("192.0.2.1", "b", 8 * HOUR);
    opens("192.0.2.1", "c", 16 * HOUR);
    opens("192.0.2.9", "x", 17 * HOUR);
    opens("192.0.2.1", "d", 24 * HOUR);

    assertThat(told).containsExactly("d");
  }

  @Test
  void anAddressThatTakesLongerIsNot() {
    opens("192.0.2.1", "a", 0);
    opens("192.0.2.1", "b", 8 * HOUR);
    opens("192.0.2.1", "c", 16 * HOUR);
    opens("192.0.2.1", "d", 24 * HOUR + 1);

    assertThat(told).isEmpty();
  }

  @Test
  void whatOpenedLongerAgoThanADayTakesNoRoomWhileOthersComeBack() {
    int[] bytes = new int[90];
    for (int day = 10; day < bytes.length; day++) {
      opens("192.0.2.1", "a", (long) day * DAY - HOUR);
      opens("198.51.100." + day, "b", (long) day * DAY);
      bytes[day] = bytes();
    }

    assertThat(bytes[89]).isEqualTo(bytes[20]).isGreaterThan(0);
  }
}
