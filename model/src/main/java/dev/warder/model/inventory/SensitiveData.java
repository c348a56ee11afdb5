package dev.warder.model.inventory;

import static java.util.Objects.requireNonNull;

/// A kind of sensitive data that a field holds, decided from many of its values, its name, or both.
///
/// Guarantees no value is kept: only how many different ones were looked at and how many passed
///
/// @param id stable name of the kind, such as `payment-card`
/// @param label name for people, such as `payment card`
/// @param basis what it was decided from
/// @param passed different values that have the form, 0 where only the name speaks
/// @param sampled different values looked at
public record SensitiveData(String id, String label, Basis basis, int passed, int sampled) {

  /// What speaks for a kind of data.
  public enum Basis {
    /// The field's name alone: no value can show it.
    NAME,
    /// The values alone: far more of them pass than chance allows.
    VALUES,
    NAME_AND_VALUES
  }

  public SensitiveData {
    requireNonNull(id, "id is null");
    requireNonNull(label, "label is null");
    requireNonNull(basis, "basis is null");
  }
}
