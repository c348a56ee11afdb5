package dev.warder.store.sql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/// Which rows are meant: those for which all conditions hold.
///
/// Bounds [#MAX_CONDITIONS] conditions, [#MAX_VALUES] values in one
///
/// @param conditions what must hold; none means all rows
public record KeyFilter(List<Condition> conditions) {
  public static final int MAX_CONDITIONS = 16;
  public static final int MAX_VALUES = 64;

  /// Every row.
  public static final KeyFilter ALL = new KeyFilter(List.of());

  public KeyFilter {
    conditions = List.copyOf(conditions);
    if (conditions.size() > MAX_CONDITIONS) {
      throw new IllegalArgumentException(
          conditions.size() + " conditions, at most " + MAX_CONDITIONS + " are taken");
    }
  }

  /// The rows of a tenant.
  public static KeyFilter ofTenant(String tenant) {
    return ALL.and(new Is(Text.TENANT, tenant));
  }

  /// The same with one condition more.
  public KeyFilter and(Condition condition) {
    List<Condition> more = new ArrayList<>(conditions);
    more.add(condition);
    return new KeyFilter(more);
  }

  /// What may be asked of a row.
  public sealed interface Condition permits Is, IsOneOf, From, Before, Privilege {}

  /// That a text is this one, letter for letter.
  public record Is(Text text, String value) implements Condition {
    public Is {
      requireNonNull(text, "text is null");
      requireNonNull(value, "value is null");
    }
  }

  /// That a text is one of these.
  public record IsOneOf(Text text, List<String> values) implements Condition {
    public IsOneOf {
      requireNonNull(text, "text is null");
      values = List.copyOf(values);
      if (values.isEmpty() || values.size() > MAX_VALUES) {
        throw new IllegalArgumentException(
            values.size() + " values, one to " + MAX_VALUES + " are taken");
      }
    }
  }

  /// That a time is this one or later.
  public record From(Time time, long micros) implements Condition {
    public From {
      requireNonNull(time, "time is null");
    }
  }

  /// That a time is earlier than this one.
  public record Before(Time time, long micros) implements Condition {
    public Before {
      requireNonNull(time, "time is null");
    }
  }

  /// Whether a key may do privileged things.
  public enum Privilege implements Condition {
    PRIVILEGED,
    ORDINARY
  }

  /// The texts that can be asked for.
  public enum Text {
    TENANT,
    PRINCIPAL,
    INTEGRATION_KIND,
    STANDING,
    PARENT_ID
  }

  /// The times that can be asked for.
  public enum Time {
    MINTED,
    EXPIRES
  }
}
