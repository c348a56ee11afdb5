package dev.warder.server.live;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much of a processor a thread asks for while others want it, too.
///
/// Source `setpriority(2)`: on Linux the niceness is one of a thread, though POSIX has it of a
/// process
final class Niceness {
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final int PRIO_PROCESS = 0;
  private static final int THIS_THREAD = 0;

  /// A third of what others get. What waits is on disk meanwhile, and nothing is lost.
  private static final int LATER = 5;

  private Niceness() {}

  /// Lets other threads go first from now on, where the system can; changes nothing elsewhere.
  @SuppressWarnings("restricted") // scripts/jvm enables native access
  static void yieldToOthers() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    SymbolLookup libraries = linker.defaultLookup();
    Optional<MemorySegment> found = libraries.find("setpriority");
    if (found.isEmpty()) {
      return;
    }
    MethodHandle set =
        linker.downcallHandle(
            found.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    try {
      int result = (int) set.invokeExact(PRIO_PROCESS, THIS_THREAD, LATER);
      if (result != 0) {
        LOG.atDebug().log("the thread cannot be made to go later");
      }
    } catch (Throwable e) {
      LOG.atDebug().setCause(e).log("the thread cannot be made to go later");
    }
  }
}
