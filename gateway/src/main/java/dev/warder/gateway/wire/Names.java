package dev.warder.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which header is what to the gate; immutable. Names are compared in lower case, with `_` as `-`.
public final class Names {
  private static final String IDENTITY = "x-warder-";
  private static final String FORWARDED = "x-forwarded-";

  private final byte[] @Nullable [] names;
  private final Role[] roles;
  private final int mask;

  private Names(Map<String, Role> known) {
    int size = Integer.highestOneBit(known.size() * 4) * 2;
    names = new byte[size][];
    roles = new Role[size];
    mask = size - 1;
    known.forEach((name, role) -> {
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      int slot = slot(hash(bytes));
      while (names[slot] != null) {
        slot = slot + 1 & mask;
      }
      names[slot] = bytes;
      roles[slot] = role;
    });
  }

  /// The roles of a gate that looks for credentials in these headers.
  ///
  /// @param credentials names in lower case
  public static Names of(Collection<String> credentials) {
    Map<String, Role> known = new LinkedHashMap<>();
    known.put("user-agent", Role.USER_AGENT);
    known.put("signature-input", Role.SIGNATURE_INPUT);
    known.put("host", Role.HOST);
    known.put("content-length", Role.CONTENT_LENGTH);
    known.put("transfer-encoding", Role.TRANSFER_ENCODING);
    known.put("connection", Role.CONNECTION);
    known.put("upgrade", Role.UPGRADE);
    known.put("expect", Role.EXPECT);
    for (String hop :
        new String[] {
          "keep-alive",
          "te",
          "proxy-connection",
          "proxy-authorization",
          "proxy-authenticate",
          "http2-settings"
        }) {
      known.put(hop, Role.HOP);
    }
    known.put("x-forwarded-for", Role.FORWARDED_FOR);
    for (String told : new String[] {"forwarded", "x-real-ip", "true-client-ip", "x-client-ip"}) {
      known.put(told, Role.FORWARDED);
    }
    // RFC 9440: who says that it ended TLS; nobody but the gate does.
    known.put("client-cert", Role.IDENTITY);
    known.put("client-cert-chain", Role.IDENTITY);
    for (String other :
        new String[] {
          "x-http-method-override",
          "x-http-method",
          "x-method-override",
          "x-original-url",
          "x-rewrite-url"
        }) {
      known.put(other, Role.OVERRIDE);
    }
    for (String credential : credentials) {
      String folded = credential.replace('_', '-');
      Role taken = known.putIfAbsent(folded, Role.CREDENTIAL);
      boolean isOurs = folded.startsWith(IDENTITY) || folded.startsWith(FORWARDED);
      if (isOurs || (taken != null && taken != Role.CREDENTIAL)) {
        throw new IllegalArgumentException("'" + credential + "' cannot show a credential");
      }
    }
    return new Names(known);
  }

  /// The role of a name in a message.
  ///
  /// @param hash as [#add] makes it, over the folded octets
  Role role(byte[] bytes, int from, int to, int hash) {
    int slot = slot(hash);
    while (true) {
      byte[] name = names[slot];
      if (name == null) {
        return byPrefix(bytes, from, to);
      }
      if (name.length == to - from && begins(bytes, from, name)) {
        return roles[slot];
      }
      slot = slot + 1 & mask;
    }
  }

  private static Role byPrefix(byte[] bytes, int from, int to) {
    if (to - from < IDENTITY.length() || Octets.folded(bytes[from]) != 'x') {
      return Role.PLAIN;
    }
    if (isSame(bytes, from, from + IDENTITY.length(), IDENTITY)) {
      return Role.IDENTITY;
    }
    return to - from >= FORWARDED.length()
            && isSame(bytes, from, from + FORWARDED.length(), FORWARDED)
        ? Role.FORWARDED
        : Role.PLAIN;
  }

  /// Whether octets spell a name.
  ///
  /// @param name folded
  static boolean isSame(byte[] bytes, int from, int to, String name) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (Octets.folded(bytes[from + i]) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(byte[] bytes, int from, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (Octets.folded(bytes[from + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /// A hash and one more folded octet.
  static int add(int hash, byte folded) {
    return 31 * hash + folded;
  }

  private static int hash(byte[] name) {
    int hash = 0;
    for (byte octet : name) {
      hash = add(hash, octet);
    }
    return hash;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & mask;
  }
}
