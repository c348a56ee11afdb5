package dev.warder.model.inventory;

import dev.warder.model.SourceClass;

/// One canonical source over all keys.
///
/// @param source canonical source
/// @param organization holder, may be empty
/// @param country ISO 3166 alpha-2, may be empty
/// @param sourceClass kind of network
/// @param calls how many calls
/// @param credentials how many keys
/// @param tenants how many tenants
/// @param suspect whether a suspect strand came from there
public record SourceSummary(
    String source,
    String organization,
    String country,
    SourceClass sourceClass,
    long calls,
    int credentials,
    int tenants,
    boolean suspect) {}
