package dev.warder.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The header lines of one message, as places in its octets. Used again and again; confined to one
/// thread.
///
/// - Bounds: [#MOST] lines; allocates nothing
/// - Errors: a [Fault] for whatever could be read otherwise: a blank before the colon, a line that
///   goes on in the next, control characters, a line end that is not CR LF
/// - Source: RFC 9112 section 5
public final class FieldLines {
  /// The most lines of a message.
  public static final int MOST = 128;

  private final int[] starts = new int[MOST];
  private final int[] colons = new int[MOST];
  private final int[] valueStarts = new int[MOST];
  private final int[] valueEnds = new int[MOST];
  private final int[] ends = new int[MOST];
  private final Role[] roles = new Role[MOST];
  private final boolean[] dropped = new boolean[MOST];
  private byte[] bytes = {};
  private int count;

  /// Reads lines up to the empty one, which is not among them.
  ///
  /// @param octets which end in CR LF at `to`; kept, not to be changed while the lines are used
  @Nullable Fault read(byte[] octets, int from, int to, Names names) {
    bytes = octets;
    count = 0;
    for (int at = from; at < to; ) {
      if (count == MOST) {
        return Fault.HEAD_LENGTH;
      }
      Fault fault = line(at, names);
      if (fault != null) {
        return fault;
      }
      at = ends[count];
      count++;
    }
    return null;
  }

  private @Nullable Fault line(int from, Names names) {
    int hash = 0;
    int at = from;
    for (byte folded = Octets.folded(bytes[at]); folded != 0; folded = Octets.folded(bytes[at])) {
      hash = Names.add(hash, folded);
      at++;
    }
    if (at == from && (bytes[at] == ' ' || bytes[at] == '\t')) {
      return Fault.FIELD_FOLDED;
    }
    if (at == from || bytes[at] != ':') {
      return Fault.FIELD_NAME;
    }
    int colon = at++;
    while (isBlank(bytes[at])) {
      at++;
    }
    int value = at;
    while (Octets.isValue(bytes[at])) {
      at++;
    }
    if (bytes[at] != '\r') {
      return bytes[at] == '\n' ? Fault.LINE_END : Fault.FIELD_VALUE;
    }
    if (bytes[at + 1] != '\n') {
      return Fault.LINE_END;
    }
    note(from, colon, value, at, names.role(bytes, from, colon, hash));
    return roles[count].frames() && hasUnderscore(from, colon) ? Fault.UNDERSCORE : null;
  }

  private void note(int from, int colon, int value, int lineEnd, Role role) {
    int end = lineEnd;
    while (end > value && isBlank(bytes[end - 1])) {
      end--;
    }
    starts[count] = from;
    colons[count] = colon;
    valueStarts[count] = value;
    valueEnds[count] = end;
    ends[count] = lineEnd + 2;
    roles[count] = role;
    dropped[count] = false;
  }

  private boolean hasUnderscore(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '_') {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  public int count() {
    return count;
  }

  public Role role(int line) {
    return roles[line];
  }

  /// Whether a line ends here.
  public boolean isDropped(int line) {
    return dropped[line];
  }

  /// Lets a line end here.
  public void drop(int line) {
    dropped[line] = true;
  }

  /// The message's octets.
  public byte[] bytes() {
    return bytes;
  }

  /// Where a line begins.
  public int start(int line) {
    return starts[line];
  }

  /// Where a line ends, behind its CR LF.
  public int end(int line) {
    return ends[line];
  }

  /// Where a line's name ends, at its colon.
  public int nameEnd(int line) {
    return colons[line];
  }

  public int valueStart(int line) {
    return valueStarts[line];
  }

  public int valueEnd(int line) {
    return valueEnds[line];
  }

  /// The value, an octet a character.
  public String value(int line) {
    return text(valueStarts[line], valueEnds[line]);
  }

  /// Whether a line has a name.
  ///
  /// @param name in lower case, with `-` for `_`
  public boolean isNamed(int line, String name) {
    return Names.isSame(bytes, starts[line], colons[line], name);
  }

  /// Whether a line's value is a word, in whatever case.
  ///
  /// @param word in lower case
  boolean isValue(int line, String word) {
    return isWord(valueStarts[line], valueEnds[line], word);
  }

  boolean isWord(int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(bytes[from + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
  }

  /// All lines, for who has to see a message whole.
  public List<Map.Entry<String, String>> entries() {
    List<Map.Entry<String, String>> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(Map.entry(text(starts[i], colons[i]), value(i)));
    }
    return entries;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// Lets the lines end here that concern one connection: those so by nature, and those that
  /// `Connection` names.
  ///
  /// @return what `Connection` says, or null where it names what every hop needs
  @Nullable Connection endHops() {
    Connection connection = Connection.NOTHING;
    for (int i = 0; i < count; i++) {
      switch (roles[i]) {
        case CONNECTION -> {
          connection = nominated(i, connection);
          if (connection == null) {
            return null;
          }
          dropped[i] = true;
        }
        case HOP, UPGRADE, EXPECT, TRANSFER_ENCODING, CONTENT_LENGTH -> dropped[i] = true;
        case PLAIN,
            USER_AGENT,
            HOST,
            FORWARDED_FOR,
            FORWARDED,
            IDENTITY,
            CREDENTIAL,
            OVERRIDE,
            SIGNATURE_INPUT -> {}
      }
    }
    return connection;
  }

  private @Nullable Connection nominated(int line, Connection before) {
    Connection said = before;
    int at = valueStarts[line];
    int to = valueEnds[line];
    while (at < to) {
      int comma = at;
      while (comma < to && bytes[comma] != ',') {
        comma++;
      }
      int from = at;
      int end = comma;
      while (from < end && isBlank(bytes[from])) {
        from++;
      }
      while (end > from && isBlank(bytes[end - 1])) {
        end--;
      }
      said = said.and(this, from, end);
      if (said == null) {
        return null;
      }
      at = comma + 1;
    }
    return said;
  }

  /// Lets all lines of a name end here; says whether they may.
  boolean dropNamed(int from, int to) {
    for (int i = 0; i < count; i++) {
      if (isSameName(i, from, to)) {
        if (isNeeded(roles[i])) {
          return false;
        }
        dropped[i] = true;
      }
    }
    return true;
  }

  /// Whether a header is needed behind this connection, too, or is not the caller's to take away.
  private static boolean isNeeded(Role role) {
    return switch (role) {
      case HOST,
          CONTENT_LENGTH,
          TRANSFER_ENCODING,
          EXPECT,
          CREDENTIAL,
          SIGNATURE_INPUT,
          FORWARDED_FOR,
          FORWARDED,
          IDENTITY ->
          true;
      case PLAIN, USER_AGENT, CONNECTION, UPGRADE, HOP, OVERRIDE -> false;
    };
  }

  private boolean isSameName(int line, int from, int to) {
    if (to - from != colons[line] - starts[line]) {
      return false;
    }
    for (int i = 0; i < to - from; i++) {
      byte folded = Octets.folded(bytes[from + i]);
      if (folded == 0 || folded != Octets.folded(bytes[starts[line] + i])) {
        return false;
      }
    }
    return true;
  }

  /// What the header `Connection` says of the connection itself.
  enum Connection {
    NOTHING,
    CLOSE,
    KEEP_ALIVE,
    UPGRADE;

    /// With one word more; null if the word names what every hop needs.
    private @Nullable Connection and(FieldLines lines, int from, int to) {
      if (lines.isWord(from, to, "close")) {
        return CLOSE;
      }
      if (lines.isWord(from, to, "keep-alive")) {
        return this == NOTHING ? KEEP_ALIVE : this;
      }
      if (lines.isWord(from, to, "upgrade")) {
        return this == CLOSE ? CLOSE : UPGRADE;
      }
      return lines.dropNamed(from, to) ? this : null;
    }
  }
}
