package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NicenessTest {
  @Test
  void aThreadThatYieldsGoesAfterOthersAndNoOtherThreadDoes() throws Exception {
    int before = of();
    assumeTrue(before < 5, "this process yields already");

    int yielding =
        onAThread(() -> {
          Niceness.yieldToOthers();
          return of();
        });

    assertThat(yielding).isEqualTo(5);
    assertThat(of()).isEqualTo(before);
    assertThat(onAThread(NicenessTest::of)).isEqualTo(before);
  }

  @Test
  void aThreadThatPausesGivesItsProcessorUp() throws Exception {
    int times =
        onAThread(() -> {
          int before = Switches.ofThisThread();
          for (int n = 0; n < 20; n++) {
            Niceness.pause();
          }
          return Switches.ofThisThread() - before;
        });

    // One that is held up on its way into the sleep has slept already.
    assertThat(times).isGreaterThanOrEqualTo(15);
  }

  @Test
  void aProcessThatIsDeniedNativeCallsGoesOn() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                Yielding.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("went on");
  }

  /// A process that asks to go later.
  static final class Yielding {
    private Yielding() {}

    public static void main(String[] args) {
      Niceness.yieldToOthers();
      System.out.println("went on");
    }
  }

  private static int onAThread(Callable<Integer> task) throws Exception {
    try (var thread = Executors.newSingleThreadExecutor()) {
      return thread.submit(task).get();
    }
  }

  /// The niceness of this thread: number 19 in proc(5), and a name, the second, may have blanks.
  private static int of() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }
}
