package dev.warder.testkit.sample;

/// Writes one JSON value as text, members in the order they are given. Used by one thread.
final class JsonText {
  private final StringBuilder text = new StringBuilder(640);
  private boolean first = true;

  JsonText open() {
    separate();
    text.append('{');
    first = true;
    return this;
  }

  JsonText open(String name) {
    name(name);
    text.append('{');
    first = true;
    return this;
  }

  JsonText openList(String name) {
    name(name);
    text.append('[');
    first = true;
    return this;
  }

  JsonText close() {
    text.append('}');
    first = false;
    return this;
  }

  JsonText closeList() {
    text.append(']');
    first = false;
    return this;
  }

  JsonText put(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  JsonText put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonText put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonText putNull(String name) {
    name(name);
    text.append("null");
    return this;
  }

  String line() {
    return text.append('\n').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void name(String name) {
    separate();
    string(name);
    text.append(':');
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        throw new IllegalArgumentException("control character in invented text: " + (int) c);
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
