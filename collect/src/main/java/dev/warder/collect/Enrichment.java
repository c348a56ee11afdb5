package dev.warder.collect;

import dev.warder.model.Client;
import dev.warder.model.Source;

/// What readers need to know about addresses and agents. Each reader thread has its own.
///
/// Errors never throws: what cannot be told is [Source#UNKNOWN] or [Client#UNKNOWN]
public interface Enrichment {
  /// Where an address is.
  ///
  /// @param address as the log writes it, at most [dev.warder.model.Activity#MAX_TEXT] characters
  /// @param countryHint ISO 3166 alpha-2 if the log itself says, else empty
  Source source(String address, String countryHint);

  /// What software an agent and a fingerprint tell of.
  ///
  /// @param userAgent raw header without secrets, may be empty
  /// @param ja4 TLS fingerprint, may be empty
  Client client(String userAgent, String ja4);
}
