package dev.warder.api.authorize;

import java.util.List;

/// What proxies send.
///
/// @param keyHeaders where callers of the API show their key, lower case
/// @param addressHeader where a proxy tells the address of the caller, lower case
public record ProxySettings(List<String> keyHeaders, String addressHeader) {
  public ProxySettings {
    keyHeaders = List.copyOf(keyHeaders);
    if (keyHeaders.isEmpty()) {
      throw new IllegalArgumentException("no header is named that shows keys");
    }
  }
}
