package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.api.OpenDoors.Answered;
import dev.warder.keys.ImportRequest;
import dev.warder.keys.ImportRequest.Effect;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.Layout;
import dev.warder.keys.foreign.LineFault;
import dev.warder.policy.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportRoutesTest {
  private static final String FORMAT =
      "{\"name\":\"acme\",\"prefix\":\"acme_\",\"alphabet\":\"base62\",\"min-length\":\"24\","
          + "\"max-length\":\"40\",\"id-end\":\"_\",\"hash\":\"sha256\",\"encoding\":\"hex\"}";
  static final String BODY = "{\"format\":" + FORMAT + ",\"lines\":[\"{}\"]}";

  private OpenDoors doors;

  @BeforeEach
  void open() throws Exception {
    doors = OpenDoors.open();
  }

  @AfterEach
  void close() {
    doors.close();
  }

  private Answered ask(String body) throws IOException, InterruptedException {
    return doors.ask("POST", "/v1/imports", body);
  }

  @Test
  void whatIsAskedArrivesAndWhatBecameOfItIsAnswered() throws Exception {
    Answered answer =
        ask(
            "{\"format\":"
                + FORMAT
                + ",\"scope\":[\"@all\"],\"mode\":\"shadow\",\"layout\":\"csv\","
                + "\"lines\":[\"id,hash\",\"a,b\"],\"dry_run\":true}");

    ImportRequest request = Objects.requireNonNull(doors.keys.imports.poll());
    assertThat(request.format().algorithm()).isEqualTo(Algorithm.SHA256);
    assertThat(request.scope()).containsExactly("@all");
    assertThat(request.mode()).isEqualTo(Mode.SHADOW);
    assertThat(request.layout()).isEqualTo(Layout.CSV);
    assertThat(request.lines()).containsExactly("id,hash", "a,b");
    assertThat(request.effect()).isEqualTo(Effect.DRY_RUN);
    assertThat(answer.body())
        .isEqualTo(
            "{\"taken\":1,\"known\":2,\"refused\":1,\"faults\":{\"key_ended\":1},\"refusals\":"
                + "[{\"line\":4,\"fault\":\"key_ended\",\"advice\":\""
                + LineFault.KEY_ENDED.advice()
                + "\"}]}");
  }

  @Test
  void keysKeepWhatTheyOpenedUnlessSomethingElseIsSaid() throws Exception {
    ask(BODY);
    ImportRequest request = Objects.requireNonNull(doors.keys.imports.poll());
    assertThat(request.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(request.effect()).isEqualTo(Effect.TAKE_IN);
  }

  /// Whoever could import a key of this tenant would open Warder's own doors with it.
  @Test
  void noKeyOfWardersOwnComesIn() throws Exception {
    ask(BODY);
    assertThat(Objects.requireNonNull(doors.keys.imports.poll()).reserved())
        .containsExactly("warder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hash\":\"sha256\"|\"hash\":\"bcrypt\"|made to be slow",
        "\"prefix\"|\"prefiks\"|there is no setting",
        "\"lines\"|\"line\"|did you mean lines",
        "[\"{}\"]|[\"{}\\\\n{}\"]|more than one line",
        "\"lines\"|\"mode\":\"deny\",\"lines\"|must be one of observe",
      })
  void whatMakesNoSenseIsRefusedWithWhatToDo(String right, String wrong, String why)
      throws Exception {
    Answered answer = ask(BODY.replace(right, wrong.replace("\\\\", "\\")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).containsIgnoringCase(why);
    assertThat(doors.keys.imports).isEmpty();
  }

  @Test
  void theDocumentNamesEveryFault() throws Exception {
    List<String> known = new ArrayList<>();
    for (LineFault fault : LineFault.values()) {
      known.add(fault.name().toLowerCase(Locale.ROOT));
    }
    List<String> documented = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(Doors.class.getResourceAsStream("/dev/warder/api/openapi.json"))) {
      JsonNode schema =
          JsonMapper.builder()
              .build()
              .readTree(in)
              .at("/components/schemas/Imported/properties/refusals/items/properties/fault/enum");
      schema.forEach(fault -> documented.add(fault.asString("")));
    }
    assertThat(documented).isEqualTo(known);
  }
}
