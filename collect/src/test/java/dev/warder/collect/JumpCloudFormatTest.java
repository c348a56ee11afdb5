package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class JumpCloudFormatTest {
  private static final String FOLDER = "data/jumpcloud/directory-insights/";

  @Test
  void keyAndConsoleOfOneAdministratorAreTwoCredentials() {
    List<Activity> activities =
        Collected.of(SharedFiles.at(FOLDER + "events-sample.ndjson")).activities();
    assertThat(activities).hasSize(262);
    assertThat(activities)
        .extracting(activity -> activity.caller().kind())
        .contains(CredentialKind.API_KEY, CredentialKind.CONSOLE);
    assertThat(activities)
        .filteredOn(activity -> activity.caller().kind() == CredentialKind.CONSOLE)
        .allMatch(activity -> activity.caller().credentialUid().endsWith("/console"));
    assertThat(activities)
        .anySatisfy(activity -> {
          assertThat(activity.call().action()).isEqualTo("directory:command_run");
          assertThat(activity.call().api()).isEqualTo("directory");
        });
    assertThat(activities)
        .filteredOn(activity -> activity.call().action().equals("directory:command_create"))
        .isNotEmpty()
        .allMatch(activity -> activity.made().size() == 1);
    assertThat(activities)
        .allMatch(activity -> activity.tenant().equals("5f1b6a0c9d4e2a0012ab34cd"))
        .allMatch(activity -> activity.source().country().length() == 2);
  }

  @Test
  void theDocumentedExampleIsRead() {
    Activity activity = Collected.of(SharedFiles.at(FOLDER + "documented-example.json")).only();
    assertThat(activity.source().country()).isEqualTo("US");
    assertThat(activity.client().userAgent()).isEqualTo("Chrome/81.0 (Mac OS X)");
    assertThat(activity.caller().principalName()).isEqualTo("jane.doe@gmail.com");
  }

  @Test
  void theOtherDocumentedShapeIsReadAlike() {
    Activity activity =
        Collected.of(
                """
                [{"id":"e","service":"directory","event_type":"user_create","organization":"o",
                "timestamp":"2023-06-19T02:00:06.500Z","initiated_by":{"id":"a","email":"a@x"},
                "client_ip":"192.0.2.1","geoip":{"geoip":{"country_code":"DE"}},"auth_method":"api-key",
                "useragent":{"useragent":{"name":"Firefox","major":"71"}},
                "resource":{"id":"u","type":"user"},"success":true}]
                """)
            .only();
    assertThat(activity.source().country()).isEqualTo("DE");
    assertThat(activity.client().userAgent()).isEqualTo("Firefox/71");
    assertThat(activity.made()).containsExactly("u");
    assertThat(activity.caller().credentialUid()).isEqualTo("a");
  }
}
