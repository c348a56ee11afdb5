package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of one piece of software with one key: calls one after another, each beginning some time
/// after the reply to the one before. Now and then a call is throttled or fails, and is repeated.
final class Visit {
  private static final String NONE = "";

  private final List<ApiCall> calls;
  private final ApiKey key;
  private final Network.Address address;
  private final Client client;
  private final int paceMillis;
  private final Draw draw;
  private long nowMillis;

  /// @param paceMillis mean time between a reply and the next call
  Visit(
      List<ApiCall> calls,
      ApiKey key,
      Network.Address address,
      Client client,
      long startMillis,
      int paceMillis,
      Draw draw) {
    this.calls = calls;
    this.key = key;
    this.address = address;
    this.client = client;
    this.nowMillis = startMillis;
    this.paceMillis = paceMillis;
    this.draw = draw;
  }

  Tenant tenant() {
    return key.tenant();
  }

  Draw draw() {
    return draw;
  }

  long nowMillis() {
    return nowMillis;
  }

  void pause(int seconds) {
    nowMillis += seconds * 1_000L + draw.below(1_000);
  }

  void call(Route route, String... ids) {
    query(route, NONE, ids);
  }

  void query(Route route, String query, String... ids) {
    if (draw.perMille(4)) {
      record(route, query, 429, NONE, ids);
      pause(draw.between(1, 4));
    } else if (draw.perMille(2)) {
      record(route, query, draw.pick(List.of(500, 502, 503)), NONE, ids);
      pause(draw.between(2, 10));
    }
    record(route, query, route.success, NONE, ids);
  }

  /// Reads a list page by page, `perPage` of `total` at a time.
  void pages(Route route, int total, int perPage, String... ids) {
    for (int skip = 0; skip < total; skip += perPage) {
      query(route, "limit=" + perPage + "&skip=" + skip, ids);
    }
  }

  void answered(int status, Route route, String... ids) {
    record(route, NONE, status, NONE, ids);
  }

  /// A path that the platform does not have.
  void missing(String path) {
    add("GET", null, path, NONE, 404, draw.between(58, 92), draw.between(4, 14), NONE, NONE, NONE);
  }

  void mint(ApiKey minted) {
    record(Route.API_KEY_CREATE, NONE, Route.API_KEY_CREATE.success, minted.uid(), key.ownerUid());
  }

  private void record(Route route, String query, int status, String minted, String... ids) {
    int bytes = route.responseBytes == 0 ? 0 : spread(route.responseBytes);
    int latency = spread(route.latencyMillis);
    if (status >= 400) {
      bytes = draw.between(60, 130);
      latency = draw.between(4, 20);
    } else if (draw.perMille(8)) {
      latency *= draw.between(4, 12);
    }
    String subject = ids.length == 0 ? NONE : ids[0];
    String object = ids.length < 2 ? NONE : ids[1];
    add(
        route.method,
        route,
        route.path(ids),
        query,
        status,
        bytes,
        latency,
        subject,
        object,
        minted);
  }

  private void add(
      String method,
      @Nullable Route route,
      String path,
      String query,
      int status,
      int responseBytes,
      int latency,
      String subject,
      String object,
      String minted) {
    int requestBytes =
        switch (method) {
          case "POST" -> draw.between(90, 420);
          case "PUT" -> draw.between(160, 700);
          default -> 0;
        };
    calls.add(
        new ApiCall(
            nowMillis,
            NONE,
            key,
            address,
            client,
            method,
            route,
            path,
            query,
            requestBytes,
            status,
            responseBytes,
            latency,
            subject,
            object,
            minted));
    nowMillis += latency + draw.between(paceMillis / 3, paceMillis * 5 / 3);
  }

  private int spread(int typical) {
    return typical * draw.between(80, 125) / 100;
  }
}
