package dev.warder.demo.world;

import dev.warder.testkit.draw.Draw;
import dev.warder.testkit.sample.Client;
import dev.warder.testkit.sample.Network;
import dev.warder.testkit.sample.Rhythm;
import dev.warder.testkit.sample.Rhythm.Every;
import dev.warder.testkit.sample.Rhythm.Nightly;
import dev.warder.testkit.sample.Rhythm.OfficeHours;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sorts of honest software. What a vendor runs calls from the vendor's network for all its
/// customers, all else from the customer's own.
enum Kind {
  HR_SYNC("hr_sync", Network.AWS_VIRGINIA, 350),
  DIRECTORY_IMPORT("directory_import", null, 900),
  SCIM("scim_bridge", Network.AZURE, 260),
  LOG_PULLER("log_puller", Network.AWS_FRANKFURT, 150),
  CHAT_APP("chat_app", Network.GOOGLE_CLOUD, 300),
  SCRIPTS("scripts", null, 900),
  TERRAFORM("terraform", null, 90),
  COMMAND_TRIGGER("command_trigger", null, 700),
  OPS("ops_automation", null, 400),
  SUPPORT("support_desk", null, 2_000);

  private static final int DAY_SECONDS = 86_400;

  private final String word;
  private final @Nullable Network vendor;
  private final int paceMillis;

  Kind(String word, @Nullable Network vendor, int paceMillis) {
    this.word = word;
    this.vendor = vendor;
    this.paceMillis = paceMillis;
  }

  /// What is done, and when.
  record Duty(Rhythm rhythm, Job job) {}

  /// What customers have; the last two are the platform's own.
  static List<Kind> ofCustomers() {
    return List.of(
        HR_SYNC, DIRECTORY_IMPORT, SCIM, LOG_PULLER, CHAT_APP, SCRIPTS, TERRAFORM, COMMAND_TRIGGER);
  }

  String word() {
    return word;
  }

  /// Where its vendor runs it; null if whoever uses it does.
  @Nullable Network vendor() {
    return vendor;
  }

  Client client() {
    return switch (this) {
      case HR_SYNC -> Client.STAFFTREE;
      case DIRECTORY_IMPORT -> Client.DIRBRIDGE;
      case SCIM -> Client.SCIMLINE;
      case LOG_PULLER -> Client.LOGHARBOR;
      case CHAT_APP -> Client.PINGLET;
      case SCRIPTS -> Client.POWERSHELL;
      case TERRAFORM -> Client.TERRAFORM;
      case COMMAND_TRIGGER -> Client.PATCHWHEEL;
      case OPS -> Client.PYTHON_SCRIPT;
      case SUPPORT -> Client.WALLBOARD;
    };
  }

  int paceMillis() {
    return paceMillis;
  }

  /// What one installation does, at times of its own.
  List<Duty> duties(Draw draw) {
    int offset = draw.below(DAY_SECONDS / 24);
    return switch (this) {
      case HR_SYNC ->
          List.of(
              new Duty(new Every(240, 0, 24, offset), Jobs::hrPoll),
              new Duty(new Nightly(3, offset / 60), Jobs::hrFull));
      case DIRECTORY_IMPORT ->
          List.of(new Duty(new Every(180, 0, 24, offset), Jobs::directoryImport));
      case SCIM -> List.of(new Duty(new Every(240, 0, 24, offset), Jobs::scimBridge));
      case LOG_PULLER -> List.of(new Duty(new Every(120, 0, 24, offset), Jobs::logPuller));
      case CHAT_APP -> List.of(new Duty(new OfficeHours(5, 7, 19), Jobs::chatApp));
      case SCRIPTS -> List.of(new Duty(new OfficeHours(2, 8, 17), Jobs::adminScript));
      case TERRAFORM -> List.of(new Duty(new OfficeHours(2, 8, 17), Jobs::terraform));
      case COMMAND_TRIGGER ->
          List.of(
              new Duty(new Nightly(4, offset / 60), Jobs::patchNight),
              new Duty(new Nightly(15, offset / 60), Jobs::planEvening));
      case OPS ->
          List.of(
              new Duty(new Every(60, 0, 24, offset), Jobs::opsRound),
              new Duty(new Nightly(2, offset / 60), Jobs::opsRepair));
      case SUPPORT -> List.of(new Duty(new OfficeHours(12, 7, 19), Jobs::support));
    };
  }
}
