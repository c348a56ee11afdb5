package dev.warder.demo.story;

import dev.warder.demo.clock.Timeline;
import dev.warder.demo.platform.Platform;
import dev.warder.demo.warder.HostedWarder;
import dev.warder.demo.warder.WarderApi;
import dev.warder.demo.warder.WarderApi.Minted;
import dev.warder.demo.warder.WarderApi.Wish;
import dev.warder.demo.wire.Line;
import dev.warder.demo.world.Software;
import dev.warder.demo.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// All that is open while a story is played: the platform, Warder before it, and who asks it what.
/// The platform and the operator have credentials of their own, which open no more than they need.
final class Stage implements AutoCloseable {
  private static final int ALERTS_PER_DAY = 5;
  private static final String OWN = "warder";
  private static final List<String> OF_THE_PLATFORM =
      List.of("POST /v1/keys", "POST /v1/keys/{id}", "POST /v1/verify/scheduled");
  private static final List<String> OF_THE_OPERATOR =
      List.of(
          "GET /v1/keys",
          "* /v1/keys/**",
          "* /v1/invalidations",
          "* /v1/invalidations/**",
          "GET /v1/incidents",
          "* /v1/incidents/**");

  /// What its operations could do, as the platform declares it: what a fence keeps from.
  private static final List<String> OPERATIONS =
      List.of(
          "LIST GET /api/**",
          "WRITE POST /api/**",
          "WRITE PUT /api/**",
          "DELETE DELETE /api/**",
          "LIST POST /api/search/systemusers",
          "LIST POST /insights/directory/v1/events",
          "EXECUTE POST /api/runCommand",
          "EXECUTE POST /api/command/trigger/{name}",
          "CREDENTIAL * /api/v2/administrators/**");

  private final Platform platform;
  private final HostedWarder warder;
  private final WarderApi ofThePlatform;
  private final WarderApi operator;
  private final Line edge;
  private final Path token;

  private Stage(
      Platform platform,
      HostedWarder warder,
      WarderApi ofThePlatform,
      WarderApi operator,
      Path token) {
    this.platform = platform;
    this.warder = warder;
    this.ofThePlatform = ofThePlatform;
    this.operator = operator;
    this.token = token;
    edge = new Line(warder.gate());
  }

  /// Opens everything, and gives each piece of software its key.
  static Stage open(Setting setting, World world, Timeline clock, HostedWarder.Opener opener)
      throws IOException {
    Path operations = setting.data().resolve("operations");
    Files.createDirectories(setting.data());
    Files.write(operations, OPERATIONS, StandardCharsets.UTF_8);
    WarderIssuer issuer = new WarderIssuer();
    Platform platform = Platform.open(clock, issuer, setting.asks());
    world.organizations().forEach(platform::add);
    HostedWarder warder = null;
    Stage stage = null;
    try {
      warder =
          opener.open(
              new HostedWarder.Setup(
                  platform.address(),
                  operations,
                  setting.data().resolve("warder"),
                  ALERTS_PER_DAY,
                  clock));
      Stage opened = furnished(setting, platform, warder, issuer);
      for (Software software : world.software()) {
        opened.issue(software);
      }
      stage = opened;
      return opened;
    } finally {
      if (stage == null) {
        if (warder != null) {
          warder.close();
        }
        platform.close();
      }
    }
  }

  private static Stage furnished(
      Setting setting, Platform platform, HostedWarder warder, WarderIssuer issuer)
      throws IOException {
    try (WarderApi admin = new WarderApi(warder.doors(), warder.credential())) {
      WarderApi ofThePlatform = credential(admin, warder, "orgdir platform", OF_THE_PLATFORM);
      WarderApi operator = credential(admin, warder, "orgdir operator", OF_THE_OPERATOR);
      issuer.connect(ofThePlatform);
      Path token = setting.data().resolve("token");
      keep(token, warder.credential());
      return new Stage(platform, warder, ofThePlatform, operator, token);
    }
  }

  private static WarderApi credential(
      WarderApi admin, HostedWarder warder, String principal, List<String> scope)
      throws IOException {
    Minted minted = admin.mint(new Wish(OWN, principal, "", "", scope));
    return new WarderApi(warder.doors(), minted.secret());
  }

  private static void keep(Path file, String secret) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret);
  }

  /// Gives software a key, the first or another.
  void issue(Software software) throws IOException {
    Minted minted =
        ofThePlatform.mint(
            new Wish(
                software.tenant(),
                software.principal(),
                software.kind(),
                "",
                WarderIssuer.EVERYTHING));
    software.useKey(minted.id(), minted.secret());
  }

  Platform platform() {
    return platform;
  }

  HostedWarder warder() {
    return warder;
  }

  /// Warder's API with the operator's credential.
  WarderApi operator() {
    return operator;
  }

  /// The line that all programs of the story call on.
  Line edge() {
    return edge;
  }

  /// File with the first credential.
  Path token() {
    return token;
  }

  static int alertsPerDay() {
    return ALERTS_PER_DAY;
  }

  @Override
  public void close() {
    edge.close();
    operator.close();
    ofThePlatform.close();
    warder.close();
    platform.close();
  }
}
