package dev.warder.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir private Path directory;

  @Test
  void callsComeInOrderOfTimeWithTheOperationOrAMaskedPath() throws Exception {
    Path file = directory.resolve("events.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          """
          {"time":20,"metadata":{"tenant_uid":"t"},"actor":{"session":{"credential_uid":"k"}},\
          "src_endpoint":{"ip":"192.0.2.1"},"http_request":{"http_method":"GET",\
          "url":{"path":"/api/v2/users/58a594ce9c0ef5cd76425438"}},\
          "http_response":{"code":404,"length":12}}
          {"time":10,"actor":{"session":{"credential_uid":"k"}},"api":{"operation":"users_list"}}
          """
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(EventFile.read(file))
        .containsExactly(
            new KeyCall(10, "k", "", "", "users_list", "", 0, 0),
            new KeyCall(
                20,
                "k",
                "t",
                "192.0.2.1",
                "GET /api/v2/users/{}",
                "/api/v2/users/58a594ce9c0ef5cd76425438",
                404,
                12));
  }

  @Test
  void numbersUuidsAndLongHexAreMaskedAndWordsAreNot() {
    assertThat(KeyCall.masked("/v2/a/17/deadbeef1/6ba7b810-9dad-11d1-80b4-00c04fd430c8/face"))
        .isEqualTo("/v2/a/{}/{}/{}/face");
    assertThat(KeyCall.masked("")).isEmpty();
    assertThat(KeyCall.masked("/")).isEqualTo("/");
  }

  @Test
  void networkOfAnAddressIsItsFirstThreeParts() {
    assertThat(Calls.at(0, "k").prefix()).isEqualTo("203.0.113");
    assertThat(Calls.call(0, "k", "2001:db8:1:2::3", "", 0, 0).prefix()).isEqualTo("2001:db8:1");
    assertThat(Calls.call(0, "k", "", "", 0, 0).prefix()).isEmpty();
  }
}
