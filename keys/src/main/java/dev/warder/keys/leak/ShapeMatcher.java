package dev.warder.keys.leak;

/// How one kind of value looks. Keeps nothing of what it is shown.
public interface ShapeMatcher {
  /// What kind it is, for people.
  String name();

  /// What each value begins with; empty if it can begin with anything.
  String prefix();

  /// How long the value is that begins at a place, or -1 if none does.
  ///
  /// Bounds must look at no more than some hundred characters, whatever the text
  int lengthAt(CharSequence text, int at);

  /// As much of a value as may be written anywhere.
  String masked(CharSequence value);
}
