package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warder.server.Until;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A started gate whose disk turns read-only in the middle of calls, as ext4 does when it finds an
/// error. Nobody can make it so by a mount: systems refuse that while files are open for writing.
@Timeout(120)
class ReadOnlyDiskIT {
  private static final String ON_A_DISK_OF_ITS_OWN =
      "mount -o loop,errors=remount-ro \"$1\" \"$2\" && shift 2 && exec \"$@\"";

  @TempDir private Path folder;

  @Test
  void callsAreJudgedByWhatIsKnownChangesAreRefusedAndNothingAcknowledgedIsLost() throws Exception {
    Path image = folder.resolve("image");
    Path own = folder.resolve("own");
    Path data = Files.createDirectories(own.resolve("data"));
    assumeTrue(
        said("sh", "-c", "truncate -s 96m " + image + " && mkfs.ext4 -q -F " + image).isPresent()
            && said(inside(image, data, "true")).isPresent(),
        "nobody can mount a disk of his own with ext4 here (root, loop devices)");
    List<String> command = inside(image, data);
    RealGate.Start start;
    RealGate.Key good;
    RealGate.Key gone;
    String admin;
    try (RealApi api = RealApi.start();
        HttpClient client = HttpClient.newHttpClient()) {
      start = new RealGate.Start(own, api.port(), command, List.of(), "");
      try (RealGate gate = start.plain()) {
        admin = gate.admin();
        good = gate.mint();
        gone = gate.mint();
        gate.revoke(gone);
        RealGate.Key doomed = gate.mint();
        SteadyCalls calls = SteadyCalls.start(client, gate, good, gone);
        calls.awaitMore(20);

        breakIt(image);
        ServeProcess.Answer refused =
            gate.serve()
                .ask(admin, "POST", "/v1/keys", "{\"tenant\":\"acme\",\"scope\":[\"* /**\"]}");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.text("code")).isEqualTo("stopped");
        assertThat(gate.serve().ask(admin, "POST", "/v1/keys/" + doomed.id() + ":revoke", "{}"))
            .satisfies(answer -> assertThat(answer.status()).isEqualTo(503));
        Until.so(() -> gate.serve().ask("", "GET", "/readyz", "").status() == 503);
        assertThat(gate.meter("warder_changes_taken")).isZero();
        calls.awaitMore(50);
        calls.end();
      }
      // As a system does that starts again.
      assertThat(new ProcessBuilder("e2fsck", "-fp", image.toString()).start().waitFor())
          .isLessThan(2);
      try (RealGate gate = start.again(admin)) {
        assertThat(SteadyCalls.status(client, gate, good)).isEqualTo(200);
        assertThat(SteadyCalls.status(client, gate, gone)).isEqualTo(401);
        assertThat(SteadyCalls.status(client, gate, gate.mint())).isEqualTo(200);
        assertThat(gate.serve().ask("", "GET", "/readyz", "").status()).isEqualTo(200);
      }
    }
  }

  private static String[] inside(Path image, Path data, String program) {
    List<String> line = new ArrayList<>(inside(image, data));
    line.add(program);
    return line.toArray(String[]::new);
  }

  private static List<String> inside(Path image, Path data) {
    return List.of(
        "unshare", "-m", "sh", "-c", ON_A_DISK_OF_ITS_OWN, "sh", image.toString(), data.toString());
  }

  /// Has the system believe that the disk is damaged.
  private static void breakIt(Path image) throws Exception {
    String device = said("losetup", "-n", "-O", "NAME", "-j", image.toString()).orElseThrow();
    Path name = Path.of(device.strip()).getFileName();
    Files.writeString(Path.of("/sys/fs/ext4/" + name + "/trigger_fs_error"), "1");
  }

  /// What a program says; empty if it fails, or is not there.
  private static Optional<String> said(String... line) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
