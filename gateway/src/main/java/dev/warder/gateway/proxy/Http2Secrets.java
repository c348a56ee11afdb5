package dev.warder.gateway.proxy;

import dev.warder.gateway.credential.Credentials;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which headers never enter the table that all calls of a connection to the upstream share:
/// whoever may choose others could learn from lengths what is in it. Safe for use by many threads.
///
/// Source RFC 7541 section 7.1.3
final class Http2Secrets implements Http2HeadersEncoder.SensitivityDetector {
  private static final List<String> ALWAYS =
      List.of("authorization", "cookie", "x-warder-identity", "client-cert");

  private final Set<String> names = new HashSet<>(ALWAYS);

  Http2Secrets(Credentials.Rules rules) {
    rules.headers().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean isSensitive(CharSequence name, CharSequence value) {
    return names.contains(name.toString());
  }
}
