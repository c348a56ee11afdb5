package dev.warder.server.serve;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption.Origin;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/// How large the heap is to be, for the collector that works beside calls (ZGC): it looks when so
/// much is used, where by itself it lets the heap grow towards all that it may have. Asked to look
/// every few seconds instead, it concludes from those at which it found nothing that what is old
/// has to be collected, too, for seconds of a processor.
///
/// Bounds [#LEAST], or twice what was left after all was collected last and [#ROOM], but no more
/// than the heap may have. Whoever sets `SoftMaxHeapSize` has that
final class HeapGoal {
  /// Some seconds of calls at full load.
  static final long LEAST = 2L << 30;

  static final long ROOM = 1L << 30;

  private static final String OPTION = "SoftMaxHeapSize";
  private static final String COLLECTOR = "ZGC Major Cycles";
  private static final String POOLS = "ZGC ";
  private static final Set<Origin> UNSET = EnumSet.of(Origin.DEFAULT, Origin.ERGONOMIC);

  private final HotSpotDiagnosticMXBean machine;

  private HeapGoal(HotSpotDiagnosticMXBean machine) {
    this.machine = machine;
  }

  /// Has this process pursue it from now on; does nothing under another collector.
  static void pursue() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    GarbageCollectorMXBean collector = collector();
    boolean isOurs =
        machine != null
            && collector != null
            && UNSET.contains(machine.getVMOption(OPTION).getOrigin());
    if (isOurs && collector instanceof NotificationEmitter emitter) {
      HeapGoal goal = new HeapGoal(machine);
      goal.set(0);
      emitter.addNotificationListener((notification, _) -> goal.heed(notification), null, null);
    }
  }

  private static @Nullable GarbageCollectorMXBean collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(one -> one.getName().equals(COLLECTOR))
        .findFirst()
        .orElse(null);
  }

  private void heed(Notification notification) {
    if (notification.getUserData() instanceof CompositeData data) {
      set(
          GarbageCollectionNotificationInfo.from(data)
              .getGcInfo()
              .getMemoryUsageAfterGc()
              .entrySet()
              .stream()
              .filter(pool -> pool.getKey().startsWith(POOLS))
              .map(Map.Entry::getValue)
              .mapToLong(MemoryUsage::getUsed)
              .sum());
    }
  }

  private void set(long live) {
    machine.setVMOption(OPTION, Long.toString(of(live, Runtime.getRuntime().maxMemory())));
  }

  /// The goal, in bytes.
  ///
  /// @param live what was left after all was collected last; 0 if it never was
  /// @param most what the heap may have
  static long of(long live, long most) {
    return Math.min(most, Math.max(LEAST, 2 * live + ROOM));
  }
}
