package dev.warder.enrich.network;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The names that providers write where an address should be, when a service of theirs calls on
/// somebody's behalf (`secretsmanager.amazonaws.com`, `AWS Internal`).
///
/// A host name that anybody can rent under a provider's domain (`ec2-….compute.amazonaws.com`) is
/// no service: taking it for one would hide a stranger behind the provider's name.
final class ServiceNames {

  private static final List<String> PHRASES = List.of("aws internal", "gce-internal-ip");
  private static final List<String> DOMAINS =
      List.of(".amazonaws.com", ".amazonaws.com.cn", ".googleapis.com");
  private static final List<String> RENTABLE =
      List.of(
          ".compute.",
          ".compute-1.",
          ".elb.",
          ".execute-api.",
          ".rds.",
          ".s3.",
          ".s3-",
          ".lambda-url.",
          ".cloudfront.");

  private ServiceNames() {}

  /// The name in lower case, or null if the text names no service.
  static @Nullable String canonical(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return PHRASES.contains(name) || isServiceHost(name) ? name : null;
  }

  private static boolean isServiceHost(String name) {
    return isHostName(name)
        && DOMAINS.stream().anyMatch(domain -> name.endsWith(domain) && !name.equals(domain))
        && RENTABLE.stream().noneMatch(name::contains);
  }

  private static boolean isHostName(String name) {
    boolean labelOpen = false;
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean letterOrDigit =
          (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
      boolean inner = labelOpen && (character == '-' || character == '.');
      if (!letterOrDigit && !inner) {
        return false;
      }
      labelOpen = character != '.';
    }
    return labelOpen;
  }
}
