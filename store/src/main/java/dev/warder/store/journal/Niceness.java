package dev.warder.store.journal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// How much of a processor a thread asks for while others want it, too: those that fill a journal
/// or follow it go after those whose callers wait.
///
/// Source `setpriority(2)`: on Linux the niceness is one of a thread, though POSIX has it of a
/// process
public final class Niceness {
  private static final int PRIO_PROCESS = 0;
  private static final int THIS_THREAD = 0;

  /// A third of what others get: enough to keep up with them, and no call waits for it.
  private static final int LATER = 5;

  private Niceness() {}

  /// Lets other threads go first from now on, where the system can; changes nothing elsewhere.
  /// There is no way back without rights that nobody here has.
  ///
  /// @return whether it does
  @SuppressWarnings("restricted") // scripts/jvm enables native access
  public static boolean yieldToOthers() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return false;
    }
    Linker linker = Linker.nativeLinker();
    SymbolLookup libraries = linker.defaultLookup();
    Optional<MemorySegment> found = libraries.find("setpriority");
    if (found.isEmpty()) {
      return false;
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
      return (int) set.invokeExact(PRIO_PROCESS, THIS_THREAD, LATER) == 0;
    } catch (Throwable _) {
      // It goes as everybody else does.
      return false;
    }
  }
}
