package dev.warder.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Conditions as SQL: fixed words and column names alone, every value bound.
///
/// @param terms what must hold, one per entry
/// @param values a [String] or [Long] for each question mark, in order
record Where(List<String> terms, List<Object> values) {

  static Where of(KeyFilter filter) {
    Where where = new Where(new ArrayList<>(), new ArrayList<>());
    for (KeyFilter.Condition condition : filter.conditions()) {
      where.add(condition);
    }
    return where;
  }

  Where andIdAfter(String id) {
    terms.add("id > ?");
    values.add(id);
    return this;
  }

  String sql() {
    return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
  }

  /// Binds the values; says which parameter comes next.
  int bind(PreparedStatement statement) throws SQLException {
    int at = 1;
    for (Object value : values) {
      if (value instanceof Long number) {
        statement.setLong(at++, number);
      } else {
        statement.setString(at++, (String) value);
      }
    }
    return at;
  }

  private void add(KeyFilter.Condition condition) {
    switch (condition) {
      case KeyFilter.Is is -> {
        add(column(is.text()) + " = ?", is.value());
        if (!is.value().isEmpty()) {
          // Indexes leave out rows where the text is empty, and must be shown that none is meant.
          terms.add(column(is.text()) + " <> ''");
        }
      }
      case KeyFilter.IsOneOf one -> {
        String marks = one.values().stream().map(_ -> "?").collect(Collectors.joining(", "));
        terms.add(column(one.text()) + " IN (" + marks + ")");
        values.addAll(one.values());
      }
      case KeyFilter.From from -> add(column(from.time()) + " >= ?", from.micros());
      case KeyFilter.Before before -> add(column(before.time()) + " < ?", before.micros());
      case KeyFilter.Privilege privilege ->
          terms.add(
              switch (privilege) {
                case PRIVILEGED -> "privileged = 1";
                case ORDINARY -> "privileged = 0";
              });
    }
  }

  private void add(String term, Object value) {
    terms.add(term);
    values.add(value);
  }

  private static String column(KeyFilter.Text text) {
    return switch (text) {
      case TENANT -> "tenant";
      case PRINCIPAL -> "principal";
      case INTEGRATION_KIND -> "integration_kind";
      case STANDING -> "standing";
      case PARENT_ID -> "parent_id";
    };
  }

  private static String column(KeyFilter.Time time) {
    return switch (time) {
      case MINTED -> "minted_micros";
      case EXPIRES -> "expires_micros";
    };
  }
}
