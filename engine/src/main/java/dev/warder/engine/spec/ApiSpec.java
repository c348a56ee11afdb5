package dev.warder.engine.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// An API as its own description declares it.
///
/// @param name of the file it was read from, without its folder
/// @param hosts its servers, lower case, without ports; empty if it names none
/// @param operations in the order of the file
/// @param notes what could not be made use of, for people
public record ApiSpec(
    String name, List<String> hosts, List<SpecOperation> operations, List<String> notes) {

  public ApiSpec {
    requireNonNull(name, "name is null");
    hosts = List.copyOf(hosts);
    operations = List.copyOf(operations);
    notes = List.copyOf(notes);
  }

  /// Whether the description lists the host of an API.
  ///
  /// @param api host as the log has it
  boolean names(String api) {
    return hosts.contains(Hosts.plain(api));
  }

  /// Whether the description may be of an API: it lists its host, or none, or the log names none.
  boolean isOf(String api) {
    return hosts.isEmpty() || names(api) || Hosts.isNameless(api);
  }
}
