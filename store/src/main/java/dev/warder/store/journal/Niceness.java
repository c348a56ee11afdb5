package dev.warder.store.journal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  private static final FunctionDescriptor SIGNATURE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private Niceness() {}

  /// Sleeps for a moment, between two pieces of long work that nobody waits for. Who works on,
  /// however nice, keeps its processor until the system looks again, which Linux does every 1 to 10
  /// ms; who sleeps gives it up at once.
  ///
  /// Bounds a tenth of a millisecond where a processor is free
  public static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /// Lets other threads go first from now on, where the system can; changes nothing elsewhere, or
  /// where the JVM is denied native calls. There is no way back without rights that nobody here
  /// has. A thread begun by one that yields, yields.
  @SuppressWarnings("restricted") // scripts/jvm enables native access
  public static void yieldToOthers() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MemorySegment setpriority = linker.defaultLookup().findOrThrow("setpriority");
      int _ =
          (int)
              linker
                  .downcallHandle(setpriority, SIGNATURE)
                  .invokeExact(PRIO_PROCESS, THIS_THREAD, LATER);
    } catch (Error e) {
      throw e;
    } catch (Throwable _) {
      // What a method handle may throw is Throwable. The thread goes as everybody else does.
    }
  }
}
