package dev.warder.testkit.sample;

import java.util.List;

/// Tells keys as the inventory file that `warder analyze --key-inventory` reads.
final class KeyInventory {
  private KeyInventory() {}

  static String document(List<ApiKey> keys) {
    StringBuilder document = new StringBuilder("{\"schema\":1,\"keys\":[\n");
    String separator = "";
    for (ApiKey key : keys) {
      document
          .append(separator)
          .append(
              new JsonText()
                  .open()
                  .put("credential_uid", key.uid())
                  .put("tenant_uid", key.tenant().uid())
                  .put("owner_uid", key.ownerUid())
                  .put("integration_kind", key.kind())
                  .put("privileged", key.privileged())
                  .put("created_time", key.createdMillis())
                  .close());
      separator = ",\n";
    }
    return document.append("\n]}\n").toString();
  }
}
