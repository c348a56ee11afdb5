package dev.warder.server.serve;

import dev.warder.api.wire.Own;
import dev.warder.api.wire.Sources;
import dev.warder.enrich.Enricher;
import dev.warder.enrich.agent.UserAgents;
import dev.warder.enrich.network.NetworkTable;
import dev.warder.keys.ForeignPeppers;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Management;
import dev.warder.keys.Persons;
import dev.warder.keys.hash.PepperFile;
import dev.warder.keys.service.CallApprovals;
import dev.warder.keys.service.KeyService;
import dev.warder.keys.service.KeysSettings;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.model.Source;
import dev.warder.policy.rate.Rate;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.policy.text.Parsed;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.run.CommandFailure;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreException;
import dev.warder.store.sql.StoreSettings;
import dev.warder.store.sql.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rooms behind the doors: journals, store, keys, and the table of networks. Opened in that
/// order and closed in the opposite one.
final class Rooms implements AutoCloseable {
  private static final Logger ALARM = LoggerFactory.getLogger("dev.warder.alarm");

  private final Journals journals;
  private final KeyService keys;
  private final Enricher enricher;
  private final Opened opened;

  private Rooms(Journals journals, KeyService keys, Enricher enricher, Opened opened) {
    this.journals = journals;
    this.keys = keys;
    this.enricher = enricher;
    this.opened = opened;
  }

  static Rooms open(Configuration configuration, InstantSource clock)
      throws ConfigurationException {
    DataFolder data = DataFolder.make(configuration);
    KeysSettings settings = settings(configuration);
    // Some 20 MB to read, beside everything else.
    CompletableFuture<Enricher> enricher =
        CompletableFuture.supplyAsync(() -> enricher(configuration));
    try (Opened opened = new Opened()) {
      Journals journals = opened.add(Journals.open(configuration, data, clock), Journals::close);
      Store store = opened.add(store(configuration, data), Store::close);
      KeyService keys =
          opened.add(
              KeyService.open(
                  settings,
                  new PepperFile(data.peppers()),
                  journals.changes(),
                  journals.calls(),
                  store,
                  Rooms::alarm,
                  clock),
              KeyService::close);
      return new Rooms(journals, keys, enricher.join(), opened.taken());
    } catch (KeysException e) {
      throw failed(e.code(), e);
    } catch (StoreException e) {
      throw failed(e.code(), e);
    }
  }

  Keys keys() {
    return keys;
  }

  /// Has keys judged by what is set now.
  void adjust(KeysSettings settings) {
    keys.adjust(settings.risks(), settings.failedProofs());
  }

  Journals journals() {
    return journals;
  }

  /// Where an address is.
  Sources sources() {
    return address -> address.isEmpty() ? Source.UNKNOWN : enricher.source(address, "");
  }

  Enricher enricher() {
    return enricher;
  }

  @Override
  public void close() {
    opened.close();
  }

  private static CommandFailure failed(ErrorCode code, Exception cause) {
    return new CommandFailure(code, String.valueOf(cause.getMessage()), cause);
  }

  private static Store store(Configuration configuration, DataFolder data)
      throws StoreException, ConfigurationException {
    String url = configuration.text(Setting.STORE__URL);
    if (url.isEmpty()) {
      return Stores.open(new StoreSettings.Sqlite(data.database()));
    }
    return Stores.open(
        new StoreSettings.Postgres(
            url, configuration.text(Setting.STORE__USER), password(configuration)));
  }

  private static Secret password(Configuration configuration) throws ConfigurationException {
    Path file = configuration.optionalPath(Setting.STORE__PASSWORD_FILE).orElse(null);
    if (file == null) {
      return Secret.of("");
    }
    try {
      return Secret.of(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw configuration.refused(Setting.STORE__PASSWORD_FILE, "is no file that can be read");
    }
  }

  static KeysSettings settings(Configuration configuration) throws ConfigurationException {
    KeyShape shape;
    try {
      shape = KeyShape.of(configuration.text(Setting.KEYS__PREFIX));
    } catch (IllegalArgumentException e) {
      throw configuration.refused(Setting.KEYS__PREFIX, "cannot be: " + e.getMessage());
    }
    for (String person : configuration.list(Setting.KEYS__PERSONS)) {
      if (!Persons.isName(person)) {
        throw configuration.refused(
            Setting.KEYS__PERSONS,
            "must be names of small letters, digits and dashes, a letter first, such as alice; not"
                + " 'first', and nothing that looks like the id of a key");
      }
    }
    return KeysSettings.standard()
        .shaped(shape)
        .declaring(operations(configuration))
        .managedBy(new Management(Own.TENANT, Own.POWERS))
        .knowing(
            configuration
                .optionalPath(Setting.KEYS__FOREIGN_PEPPERS)
                .<ForeignPeppers>map(ForeignPepperFolder::new)
                .orElse(ForeignPeppers.NONE))
        .approving(
            configuration.text(Setting.KEYS__APPROVAL).equals("privileged")
                ? KeysSettings.Approvals.PRIVILEGED
                : KeysSettings.Approvals.NONE)
        .answeringLeaks(
            configuration.text(Setting.KEYS__LEAKS).equals("inform")
                ? KeysSettings.LeakResponse.INFORM
                : KeysSettings.LeakResponse.FENCE)
        .failing(failedProofs(configuration))
        .holding(callApprovals(configuration));
  }

  private static CallApprovals callApprovals(Configuration configuration)
      throws ConfigurationException {
    Duration age = configuration.duration(Setting.APPROVALS__CALL_AGE);
    try {
      return new CallApprovals(age, configuration.duration(Setting.APPROVALS__CALL_USE));
    } catch (IllegalArgumentException e) {
      throw configuration.refused(
          age.compareTo(CallApprovals.MOST) > 0
              ? Setting.APPROVALS__CALL_AGE
              : Setting.APPROVALS__CALL_USE,
          "is too long: " + e.getMessage());
    }
  }

  private static Rate failedProofs(Configuration configuration) throws ConfigurationException {
    return switch (Rate.parse(configuration.text(Setting.LIMITS__FAILED_PROOFS))) {
      case Parsed.Value<Rate>(Rate rate) -> rate;
      case Parsed.Problem<Rate>(int _, String message) ->
          throw configuration.refused(
              Setting.LIMITS__FAILED_PROOFS, "is no rate such as 60/min: " + message);
    };
  }

  /// What is declared of operations, a line each.
  static List<String> declarations(Configuration configuration) throws ConfigurationException {
    Path file = configuration.optionalPath(Setting.KEYS__OPERATIONS).orElse(null);
    if (file == null) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw configuration.refused(Setting.KEYS__OPERATIONS, "is no file of text that can be read");
    }
  }

  private static OperationRisks operations(Configuration configuration)
      throws ConfigurationException {
    return switch (OperationRisks.parse(declarations(configuration))) {
      case Parsed.Value<OperationRisks>(OperationRisks risks) -> risks;
      case Parsed.Problem<OperationRisks>(int _, String message) ->
          throw configuration.refused(Setting.KEYS__OPERATIONS, "cannot be used: " + message);
    };
  }

  private static Enricher enricher(Configuration configuration) {
    NetworkTable table =
        configuration
            .optionalPath(Setting.PLACES__TABLE)
            .map(NetworkTable::load)
            .orElseGet(NetworkTable::standard);
    return new Enricher(table, UserAgents.standard());
  }

  /// A use that is a sign by itself, until incidents are made of them.
  private static void alarm(KeyAlarm.Use use) {
    ALARM
        .atWarn()
        .addKeyValue("kind", use.kind())
        .addKeyValue("key", use.keyId())
        .addKeyValue("tenant", use.tenant())
        .addKeyValue("verdict", use.verdictId())
        .addKeyValue("source", use.source())
        .log(
            use.kind() == KeyAlarm.Kind.HONEY
                ? "a key was used that was planted for thieves"
                : "a key was used that opens nothing any more");
  }
}
