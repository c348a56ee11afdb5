package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One customer organisation and the objects it keeps on the platform.
record Tenant(
    String name,
    String domain,
    String uid,
    Host host,
    String activeDirectory,
    List<String> users,
    List<String> systems,
    List<String> userGroups,
    List<String> systemGroups,
    List<String> commands,
    List<String> policies,
    List<String> applications) {

  /// Invents one: `size` users, and of everything else in proportion.
  static Tenant invent(String name, String domain, Host host, int size, Draw draw) {
    return new Tenant(
        name,
        domain,
        id(draw),
        host,
        id(draw),
        ids(size, draw),
        ids(size * 6 / 5, draw),
        ids(6 + size / 40, draw),
        ids(3 + size / 80, draw),
        ids(4 + size / 60, draw),
        ids(5 + size / 50, draw),
        ids(6 + size / 30, draw));
  }

  /// Twenty-four hexadecimal digits that begin with a time of creation, as document stores make.
  static String id(Draw draw) {
    return String.format(Locale.ROOT, "%08x", draw.between(0x60000000, 0x68FFFFFF)) + draw.hex(16);
  }

  private static List<String> ids(int count, Draw draw) {
    List<String> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(id(draw));
    }
    return List.copyOf(ids);
  }

  /// A deployment of the platform, and what its log tells beside the request.
  enum Host {
    CONSOLE("console.directory.example", "5b9c01e7aa", Reports.OPERATION),
    CONSOLE_EU("console.eu.directory.example", "71d4430c2e", Reports.TLS);

    final String name;
    final String processId;
    final Reports reports;

    Host(String name, String processId, Reports reports) {
      this.name = name;
      this.processId = processId;
      this.reports = reports;
    }
  }

  /// The one thing a deployment reports that the other does not.
  enum Reports {
    OPERATION,
    TLS
  }
}
