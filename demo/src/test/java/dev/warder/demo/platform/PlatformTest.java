package dev.warder.demo.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.demo.clock.Timeline;
import dev.warder.demo.platform.Work.Fate;
import dev.warder.demo.wire.Answer;
import dev.warder.demo.wire.Json;
import dev.warder.demo.wire.Line;
import dev.warder.demo.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The platform believes the gate alone, keeps organizations apart, and asks again before it does
/// what it was told earlier.
@Timeout(60)
class PlatformTest {
  private static final Instant NOON = Instant.parse("2023-06-28T12:00:00Z");
  private static final String COMMAND = "c0ffee";

  private final Timeline clock = new Timeline(NOON);
  private final FakeIssuer issuer = new FakeIssuer();
  private Platform platform;
  private Line line;

  PlatformTest() throws IOException {
    platform = Platform.open(clock, issuer, Workshop.Asks.AGAIN);
    line = new Line(platform.address());
  }

  @BeforeEach
  void furnish() {
    for (String name : List.of("acme", "globex", Platform.STAFF)) {
      Organization organization = new Organization(name);
      organization.put(Shelf.USERS, "u-" + name, Json.object().put("username", name));
      organization.put(Shelf.COMMANDS, COMMAND, Json.object().put("trigger", "patch"));
      organization.put(Shelf.SYSTEMS, "s1", Json.object());
      platform.add(organization);
    }
  }

  @AfterEach
  void close() {
    line.close();
    platform.close();
  }

  @Test
  void callWithoutTheGatesIdentityIsRefusedWhateverItShows() throws Exception {
    Request bare = Request.of("GET", "/api/systemusers");
    assertThat(line.ask(bare).status()).isEqualTo(401);
    assertThat(line.ask(bare.with("x-api-key", "k1").with("x-org-id", "acme")).status())
        .isEqualTo(401);
    assertThat(line.ask(bare.with("x-warder-key", "k1")).status()).isEqualTo(401);
  }

  @Test
  void callerSeesAndChangesItsOwnOrganizationAlone() throws Exception {
    assertThat(users(call("acme", "GET", "/api/systemusers", null))).containsExactly("u-acme");
    assertThat(call("acme", "GET", "/api/systemusers/u-globex", null).status()).isEqualTo(404);
    Request other = as("acme", Request.of("GET", "/api/systemusers")).with("x-org-id", "globex");
    assertThat(line.ask(other).status()).isEqualTo(403);
    String made =
        call("acme", "POST", "/api/systemusers", Json.object().put("username", "new")).text("_id");
    assertThat(call("acme", "GET", "/api/systemusers/" + made, null).text("username"))
        .isEqualTo("new");
    assertThat(call("globex", "GET", "/api/systemusers/" + made, null).status()).isEqualTo(404);
    assertThat(call("acme", "DELETE", "/api/systemusers/" + made, null).status()).isEqualTo(200);
    assertThat(call("acme", "GET", "/api/systemusers/" + made, null).status()).isEqualTo(404);
  }

  @Test
  void staffSeeTheOrganizationThatTheyName() throws Exception {
    Request named =
        as(Platform.STAFF, Request.of("GET", "/api/systemusers")).with("x-org-id", "globex");
    assertThat(users(line.ask(named))).containsExactly("u-globex");
    assertThat(users(call(Platform.STAFF, "GET", "/api/organizations", null)))
        .containsExactly("acme", "globex", Platform.STAFF);
    assertThat(users(call("acme", "GET", "/api/organizations", null))).containsExactly("acme");
  }

  @Test
  void whatTheApiDoesNotHaveIsNotFound() throws Exception {
    assertThat(call("acme", "GET", "/api/v2/secrets", null).status()).isEqualTo(404);
    assertThat(call("acme", "PATCH", "/api/systemusers/u-acme", null).status()).isEqualTo(404);
  }

  @Test
  void commandRunsAtOnceOnTheVerdictOfItsCall() throws Exception {
    assertThat(run("acme", null).status()).isEqualTo(200);
    assertThat(platform.work()).extracting(Work::fate).containsExactly(Fate.RAN);
    assertThat(issuer.asked).isEmpty();
    assertThat(call("acme", "GET", "/api/commandresults", null).body().path("totalCount").asInt())
        .isEqualTo(1);
  }

  @Test
  void commandThatIsDueLaterIsAskedAboutThenWithWhoSetItUp() throws Exception {
    run("acme", NOON.plus(Duration.ofHours(3)));
    clock.stepUntil(NOON.plus(Duration.ofHours(2)));
    assertThat(platform.work()).extracting(Work::fate).containsExactly(Fate.WAITING);
    assertThat(issuer.asked).isEmpty();

    clock.stepUntil(NOON.plus(Duration.ofHours(3)));

    assertThat(issuer.asked).containsExactly("k-acme v-acme POST /api/runCommand");
    assertThat(platform.work()).extracting(Work::fate).containsExactly(Fate.RAN);
  }

  @Test
  void commandDoesNotRunIfItIsNotAllowedWhenItIsDue() throws Exception {
    run("acme", NOON.plus(Duration.ofHours(3)));
    issuer.answer = new Issuer.Permission(false, "revoked");
    clock.stepUntil(NOON.plus(Duration.ofHours(4)));

    assertThat(platform.work())
        .singleElement()
        .satisfies(work -> {
          assertThat(work.fate()).isEqualTo(Fate.HELD);
          assertThat(work.code()).isEqualTo("revoked");
        });
    assertThat(call("acme", "GET", "/api/commandresults", null).body().path("totalCount").asInt())
        .isZero();
  }

  @Test
  void commandDoesNotRunWhileNobodyCanBeAsked() throws Exception {
    run("acme", NOON.plus(Duration.ofHours(3)));
    issuer.isGone = true;
    clock.stepUntil(NOON.plus(Duration.ofHours(4)));
    assertThat(platform.work()).extracting(Work::fate).containsExactly(Fate.HELD);
  }

  @Test
  void platformThatNeverAsksRunsItWhateverBecameOfTheKey() throws Exception {
    close();
    platform = Platform.open(clock, issuer, Workshop.Asks.NEVER);
    line = new Line(platform.address());
    furnish();
    run("acme", NOON.plus(Duration.ofHours(3)));
    issuer.answer = new Issuer.Permission(false, "revoked");
    clock.stepUntil(NOON.plus(Duration.ofHours(4)));
    assertThat(platform.work()).extracting(Work::fate).containsExactly(Fate.RAN);
    assertThat(issuer.asked).isEmpty();
  }

  @Test
  void keyIsIssuedToTheCallersTenantAsAChildOfItsKey() throws Exception {
    Request asked =
        as(Platform.STAFF, Request.of("POST", "/api/v2/administrators/a1/apikeys"))
            .with("x-org-id", "globex")
            .with(Json.object().put("name", "backup"));
    Answer answer = line.ask(asked);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("secret")).isEqualTo("secret-1");
    assertThat(issuer.issued).containsExactly(Platform.STAFF + " backup k-" + Platform.STAFF);
    JsonNode listed =
        line.ask(
                as(Platform.STAFF, Request.of("GET", "/api/v2/administrators/a1/apikeys"))
                    .with("x-org-id", "globex"))
            .body();
    assertThat(listed.toString()).contains("id-1").doesNotContain("secret");
  }

  @Test
  void organizationsLogTellsWhatWasDoneWithWhichKey() throws Exception {
    call("acme", "PUT", "/api/systemusers/u-acme", Json.object().put("title", "x"));
    JsonNode events = call("acme", "POST", "/insights/directory/v1/events", Json.object()).body();
    assertThat(events.get(0).path("event_type").asString()).isEqualTo("user_update");
    assertThat(events.get(0).path("initiated_by").path("id").asString()).isEqualTo("k-acme");
  }

  private Answer run(String tenant, @Nullable Instant at) throws IOException {
    ObjectNode body = Json.object().put("command", COMMAND);
    body.putArray("systemIds").add("s1");
    if (at != null) {
      body.put("runAt", at.toString());
    }
    return call(tenant, "POST", "/api/runCommand", body);
  }

  private Answer call(String tenant, String method, String path, @Nullable JsonNode body)
      throws IOException {
    Request request = as(tenant, Request.of(method, path));
    return line.ask(body == null ? request : request.with(body));
  }

  private static Request as(String tenant, Request request) {
    return request
        .with("x-warder-tenant", tenant)
        .with("x-warder-key", "k-" + tenant)
        .with("x-warder-verdict", "v-" + tenant);
  }

  private static List<String> users(Answer answer) {
    List<String> ids = new ArrayList<>();
    answer.body().path("results").forEach(one -> ids.add(one.path("_id").asString("")));
    return ids;
  }

  /// Allows everything until it is told otherwise.
  private static final class FakeIssuer implements Issuer {
    private final List<String> asked = new ArrayList<>();
    private final List<String> issued = new ArrayList<>();
    private Permission answer = new Permission(true, "allowed");
    private boolean isGone;

    @Override
    public Issued issue(String tenant, String principal, String parent) {
      issued.add(tenant + " " + principal + " " + parent);
      return new Issued("id-" + issued.size(), "secret-" + issued.size());
    }

    @Override
    public void end(String key) {}

    @Override
    public Permission ask(String key, String verdict, String method, String path)
        throws IOException {
      if (isGone) {
        throw new IOException("gone");
      }
      asked.add(String.join(" ", key, verdict, method, path));
      return answer;
    }
  }
}
