package dev.warder.demo.platform;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/// Who calls, as the gate says.
///
/// @param tenant whose key it is
/// @param key its public id
/// @param verdict by which the call was let through
/// @param principal who the key acts as; may be empty
public record Identity(String tenant, String key, String verdict, String principal) {
  public Identity {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(key, "key is null");
    requireNonNull(verdict, "verdict is null");
    requireNonNull(principal, "principal is null");
  }

  /// Reads the gate's headers; null if they say nobody.
  static @Nullable Identity read(Headers headers) {
    String tenant = text(headers, "x-warder-tenant");
    String key = text(headers, "x-warder-key");
    return tenant.isEmpty() || key.isEmpty()
        ? null
        : new Identity(
            tenant, key, text(headers, "x-warder-verdict"), text(headers, "x-warder-principal"));
  }

  private static String text(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }
}
