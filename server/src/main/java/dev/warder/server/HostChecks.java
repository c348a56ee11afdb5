package dev.warder.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.warder.server.run.Check;
import dev.warder.server.text.Wording;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What Warder needs of the machine and of the JVM it runs on.
final class HostChecks {
  private static final int LEAST_JAVA = 25;
  private static final long LEAST_HEAP_BYTES = 256L << 20;
  private static final long LEAST_TEMP_BYTES = 1L << 30;

  private HostChecks() {}

  static List<Check> all() {
    return List.of(version(), java(), flags(), cache(), memory(), processors(), temp());
  }

  private static Check version() {
    return Check.ok("warder", new WarderCommand.Version().getVersion()[0]);
  }

  private static Check java() {
    String found = Runtime.version() + " at " + System.getProperty("java.home");
    return Runtime.version().feature() >= LEAST_JAVA
        ? Check.ok("java", found)
        : Check.fail("java", found, "Install a JDK of version " + LEAST_JAVA + " or newer.");
  }

  private static Check flags() {
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    String own =
        String.join(" ", flags.stream().filter(flag -> !flag.startsWith("-Dwarder.")).toList());
    return Check.ok("JVM flags", own.isEmpty() ? "none" : own);
  }

  private static Check cache() {
    String file = option("AOTCache");
    if (file.isEmpty()) {
      return Check.warn(
          "AOT cache",
          "none, so that every start takes longer",
          "Start by ./warder, which makes one when it builds.");
    }
    return System.getProperty("java.vm.info", "").contains("sharing")
        ? Check.ok("AOT cache", "used, " + file)
        : Check.warn(
            "AOT cache",
            "not used, " + file,
            "It was made by another JVM or with other flags; without WARDER_OPTS it fits.");
  }

  /// An option of the JVM, empty if this one does not have it.
  private static String option(String name) {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return jvm == null ? "" : String.valueOf(jvm.getVMOption(name).getValue());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Check memory() {
    long heap = Runtime.getRuntime().maxMemory();
    String found = "heap of up to " + Wording.bytes(heap);
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      found += " of " + Wording.bytes(system.getTotalMemorySize());
    }
    return heap >= LEAST_HEAP_BYTES
        ? Check.ok("memory", found)
        : Check.warn("memory", found, "Give more by WARDER_OPTS=-Xmx1g; large logs sort on disk.");
  }

  private static Check processors() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Check.ok("processors", processors + ", " + System.getProperty("os.arch"));
  }

  private static Check temp() {
    Path directory = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    String advice = "Choose another by WARDER_OPTS=-Djava.io.tmpdir=DIR.";
    try {
      Files.delete(Files.createTempFile(directory, "warder", ".doctor"));
      long free = Files.getFileStore(directory).getUsableSpace();
      String found = directory + ", " + Wording.bytes(free) + " free";
      return free >= LEAST_TEMP_BYTES
          ? Check.ok("temp", found)
          : Check.warn(
              "temp", found, "Logs that do not fit into memory are sorted there. " + advice);
    } catch (IOException e) {
      String kind = e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      return Check.fail("temp", directory + " cannot be written to (" + kind + ")", advice);
    }
  }
}
