package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// The address table that told networks and countries.
///
/// @param name what it is, such as `DB-IP Lite (ASN, country)`, or the operator's file
/// @param date day it was published, ISO 8601; empty if unknown
/// @param ageDays days between that day and the last activity analysed, -1 if unknown
/// @param attribution sentence its licence asks for, empty if none
/// @param faults what was wrong with it, in words
public record NetworkTableInfo(
    String name, String date, long ageDays, String attribution, List<String> faults) {

  public NetworkTableInfo {
    requireNonNull(name, "name is null");
    requireNonNull(date, "date is null");
    requireNonNull(attribution, "attribution is null");
    faults = List.copyOf(faults);
  }
}
