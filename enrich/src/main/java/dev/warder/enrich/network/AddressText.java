package dev.warder.enrich.network;

import static java.util.Objects.requireNonNull;

import dev.warder.model.network.IpAddress;

/// What the text in a log's address field turned out to be.
///
/// The text comes from outside and may be anything: reading it never throws, looks at no more than
/// [AddressParser#MAX_ELEMENT] characters of an element and never resolves a name.
public sealed interface AddressText {

  /// An address, without port, brackets or zone.
  record Ip(IpAddress address) implements AddressText {
    public Ip {
      requireNonNull(address, "address is null");
    }
  }

  /// A provider's service that calls on somebody's behalf.
  ///
  /// @param name in lower case
  record Service(String name) implements AddressText {
    public Service {
      requireNonNull(name, "name is null");
    }
  }

  /// Empty, a dash, or something that is no address.
  record Unreadable() implements AddressText {}

  static AddressText parse(String text) {
    return AddressParser.parse(text);
  }
}
