package dev.warder.enrich.network;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;

/// Where a network table comes from and what is wrong with it.
///
/// @param source name of the data, for people
/// @param date the day of which the data speaks
/// @param attribution whom the licence of the data asks to name; empty if nobody
/// @param faults what is known to be wrong, one sentence each
record TableOrigin(String source, LocalDate date, String attribution, List<String> faults) {

  TableOrigin {
    requireNonNull(source, "source is null");
    requireNonNull(date, "date is null");
    requireNonNull(attribution, "attribution is null");
    faults = List.copyOf(faults);
  }
}
