package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warder.server.Until;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A started gate whose disk, a small one of its own in memory, is full in the middle of calls. It
/// takes a system that gives processes such disks (`unshare`), as the fakes of the journal's rooms
/// do not.
@Timeout(180)
class FullDiskIT {
  private static final String ON_A_DISK_OF_ITS_OWN =
      "mount -t tmpfs -o size=96m,mode=700 tmpfs \"$1\" && shift && exec \"$@\"";

  @TempDir private Path folder;

  @Test
  void aFullDiskRefusesChangesPlainlyAcceptsNoRevokedKeyLosesNothingAndIsOverWithRoom()
      throws Exception {
    assumeTrue(isPossible(), "no process gets a disk of its own here (unshare, mount)");
    List<RealGate.Key> acknowledged = new ArrayList<>();
    RealGate.Key gone;
    RealGate.Key doomed;
    String admin;
    Path copy = folder.resolve("copy");
    try (RealApi api = RealApi.start();
        HttpClient client = HttpClient.newHttpClient()) {
      Path own = folder.resolve("own");
      Path data = Files.createDirectories(own.resolve("data"));
      List<String> command =
          List.of("unshare", "-rm", "sh", "-c", ON_A_DISK_OF_ITS_OWN, "sh", data.toString());
      RealGate.Start start = new RealGate.Start(own, api.port(), command, List.of(), "");
      try (RealGate gate = start.plain()) {
        admin = gate.admin();
        Path disk = Path.of("/proc/" + gate.serve().pid() + "/root" + data);
        RealGate.Key good = gate.mint();
        gone = gate.mint();
        doomed = gate.mint();
        acknowledged.add(good);
        gate.revoke(gone);
        SteadyCalls calls = SteadyCalls.start(client, gate, good, gone);

        ServeProcess.Answer refused = fillUntilRefused(gate, disk.resolve("fill"), acknowledged);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.text("detail")).contains("not made").contains("disk is full");
        assertThat(gate.serve().ask(admin, "GET", "/readyz", "").status()).isEqualTo(503);
        assertThat(gate.meter("warder_journal_disk{journal=\"changes\"}")).isEqualTo(2);
        assertThat(gate.meter("warder_changes_taken")).isZero();
        Until.so(() -> gate.serve().talk().contains("no change is taken"));
        ServeProcess.Answer tried =
            gate.serve().ask(admin, "POST", "/v1/keys/" + doomed.id() + ":revoke", "{}");
        assertThat(SteadyCalls.status(client, gate, doomed))
            .as("as was said: %s", tried)
            .isEqualTo(tried.status() == 200 ? 401 : 200);
        calls.awaitMore(20);

        Files.delete(disk.resolve("fill"));
        Until.so(() -> gate.serve().ask(admin, "GET", "/readyz", "").status() == 200);
        acknowledged.add(gate.mint());
        gate.revoke(doomed);
        assertThat(SteadyCalls.status(client, gate, doomed)).isEqualTo(401);
        Until.so(() -> gate.serve().talk().contains("has room again"));
        calls.end();
        gate.serve().kill(() -> copy(disk, copy.resolve("data")));
      }
      assertThat(ServeProcess.verifies(copy.resolve("data"))).isEmpty();
      try (RealGate gate = RealGate.Start.of(copy, api).again(admin)) {
        for (RealGate.Key key : acknowledged) {
          assertThat(SteadyCalls.status(client, gate, key)).isEqualTo(200);
        }
        assertThat(SteadyCalls.status(client, gate, gone)).isEqualTo(401);
        assertThat(SteadyCalls.status(client, gate, doomed)).isEqualTo(401);
      }
    }
  }

  /// Leaves no room, not even what was kept for changes.
  private static ServeProcess.Answer fillUntilRefused(
      RealGate gate, Path fill, List<RealGate.Key> acknowledged) throws Exception {
    for (int i = 0; i < 1_000; i++) {
      fill(fill);
      ServeProcess.Answer answer =
          gate.serve()
              .ask(gate.admin(), "POST", "/v1/keys", "{\"tenant\":\"acme\",\"scope\":[\"* /**\"]}");
      if (answer.status() != 201) {
        return answer;
      }
      acknowledged.add(
          new RealGate.Key(
              answer.text("secret"), answer.body().path("key").path("id").asString("")));
    }
    throw new AssertionError("a disk that is never full");
  }

  private static void fill(Path file) {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] page = new byte[4_096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      // Full, as it was meant to be.
      assertThat(file).isNotEmptyFile();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private boolean isPossible() throws Exception {
    Path there = Files.createDirectories(folder.resolve("there"));
    try {
      return new ProcessBuilder(
                  "unshare",
                  "-rm",
                  "sh",
                  "-c",
                  ON_A_DISK_OF_ITS_OWN,
                  "sh",
                  there.toString(),
                  "true")
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
