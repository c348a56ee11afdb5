package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// The persons who may have seen the secret of a key. What one of them asks for, a key of theirs
/// cannot approve.
///
/// Shape names in order, a line each; `*` alone is everybody
///
/// Bounds 8 names; beyond that it is everybody, and so shares somebody with whoever there is
///
/// @param text the names as they are kept
public record Persons(String text) {
  private static final int MOST = 8;
  private static final int LONGEST_NAME = 64;
  private static final int KEY_ID = 16;
  private static final String FIRST_NAME = "first";
  private static final String STAR = "*";
  private static final String BREAK = "\n";

  /// Whoever has the credential of the first start that nobody was named for, and all keys of
  /// before persons were told apart: may be any of those who were named since, so it can approve
  /// nothing, and nobody can approve for it.
  public static final Persons FIRST = new Persons(FIRST_NAME);

  /// Nobody knows who; can approve nothing.
  public static final Persons EVERYBODY = new Persons(STAR);

  public Persons {
    requireNonNull(text, "text is null");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("every key is in somebody's hands");
    }
  }

  /// One person.
  public static Persons of(String name) {
    return of(List.of(name));
  }

  /// Some persons, at least one.
  public static Persons of(Collection<String> names) {
    TreeSet<String> ordered = new TreeSet<>(names);
    boolean unclear =
        ordered.size() > MOST
            || ordered.contains(STAR)
            || ordered.stream().anyMatch(name -> name.isEmpty() || name.contains(BREAK));
    return unclear ? EVERYBODY : new Persons(String.join(BREAK, ordered));
  }

  /// Whether somebody can be named so: small letters, digits and dashes, a letter first.
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NAME || text.equals(FIRST_NAME)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || !(c == '-' || (c >= '0' && c <= '9')))) {
        return false;
      }
    }
    // Would be taken for the id of a key.
    return text.length() != KEY_ID || text.contains("-");
  }

  /// Who they are, in order.
  public List<String> names() {
    return List.of(text.split(BREAK, -1));
  }

  /// These and others.
  public Persons and(Persons others) {
    if (equals(others)) {
      return this;
    }
    TreeSet<String> both = new TreeSet<>(names());
    both.addAll(others.names());
    return of(both);
  }

  /// Whether nobody knows who they are: everybody, or [#FIRST] among them.
  public boolean areUnclear() {
    return equals(EVERYBODY) || names().contains(FIRST_NAME);
  }

  /// Whether somebody may be among both. Who is unclear may be anybody.
  public boolean shareSomebody(Persons others) {
    return areUnclear() || others.areUnclear() || shareName(others);
  }

  /// Whether a name is among both, taken by its letters.
  public boolean shareName(Persons others) {
    return !Collections.disjoint(names(), others.names());
  }

  /// For people: `alice`, or `alice and bob`.
  @Override
  public String toString() {
    return equals(EVERYBODY) ? "everybody" : String.join(" and ", names());
  }
}
