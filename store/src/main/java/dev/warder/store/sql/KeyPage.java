package dev.warder.store.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Some rows of a list.
///
/// @param rows the rows in order
/// @param next where the next page begins: what to hand over as `after`; empty if there is none
public record KeyPage(List<KeyRow> rows, String next) {
  public KeyPage {
    rows = List.copyOf(rows);
    requireNonNull(next, "next is null");
  }
}
