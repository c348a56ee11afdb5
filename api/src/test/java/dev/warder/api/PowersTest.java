package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.http.DoorMeters;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.verify.Judge;
import dev.warder.api.wire.Own;
import dev.warder.model.Source;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whoever adds a route says whether keys get power by it.
class PowersTest {
  private static final List<String> GIVE_NONE =
      List.of(
          "POST /v1/verify",
          "POST /v1/verify/batch",
          "POST /v1/verify/scheduled",
          "POST /v1/invalidations/previews",
          "POST /v1/invalidations",
          "POST /v1/forgettings/previews",
          "POST /v1/forgettings",
          "POST /v1/leaks",
          "POST /v1/incidents/{uid}/close");

  @Test
  void everyRouteThatDoesMoreThanLookIsAPowerOrIsKnownToGiveNone() {
    FakeKeys keys = new FakeKeys();
    DoorMeters meters = new DoorMeters();
    InstantSource clock = InstantSource.system();
    ProxySettings proxy = new ProxySettings(List.of("authorization"), "x-real-ip");
    Judge judge = new Judge(keys, address -> Source.UNKNOWN, clock, meters);
    List<String> others =
        Doors.routes(OpenDoors.company(keys), judge, proxy, clock, meters).stream()
            .filter(route -> route.entry() == Entry.CREDENTIAL && !route.method().equals("GET"))
            .filter(route -> !isPower(route))
            .map(route -> route.method() + " " + route.template())
            .toList();
    assertThat(others).containsExactlyInAnyOrderElementsOf(GIVE_NONE);
  }

  @Test
  void withoutACredentialOnlyHealthTheContractAndPublicKeysAreTold() {
    FakeKeys keys = new FakeKeys();
    DoorMeters meters = new DoorMeters();
    InstantSource clock = InstantSource.system();
    ProxySettings proxy = new ProxySettings(List.of("authorization"), "x-real-ip");
    Judge judge = new Judge(keys, address -> Source.UNKNOWN, clock, meters);
    assertThat(
            Doors.routes(OpenDoors.company(keys), judge, proxy, clock, meters).stream()
                .filter(route -> route.entry() == Entry.OPEN)
                .map(route -> route.method() + " " + route.template()))
        .containsExactlyInAnyOrder(
            "GET /healthz", "GET /readyz", "GET /openapi.json", "GET /.well-known/jwks.json");
  }

  private static boolean isPower(Route route) {
    String path = route.template().replace("{id}", "x1").replace("{name}", "x1");
    return Own.POWERS.stream().anyMatch(power -> power.matches(route.method(), path));
  }
}
