package dev.warder.server.webhook;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.live.IncidentChange;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.trust.Trust;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the configuration says of webhooks.
///
/// Bounds 16 of them
public final class HookSettings {
  private static final int MOST = 16;
  private static final int LONGEST_NAME = 40;
  private static final Set<String> FIELDS =
      Set.of("name", "url", "secret_file", "events", "ca_file", "allow_private", "allow_http");

  private HookSettings() {}

  /// Those that are named, in their order.
  ///
  /// @throws ConfigurationException where one makes no sense, or its files cannot be used
  public static List<Hook> of(Configuration configuration) throws ConfigurationException {
    List<Hook> hooks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try {
      for (Map<String, String> fields : configuration.entries(Setting.WEBHOOKS)) {
        Hook hook = hook(fields);
        if (!names.add(hook.name())) {
          throw new IllegalArgumentException("has two of the name " + hook.name());
        }
        hooks.add(hook);
      }
      if (hooks.size() > MOST) {
        throw new IllegalArgumentException("has more than " + MOST);
      }
    } catch (IllegalArgumentException e) {
      throw configuration.refused(Setting.WEBHOOKS, String.valueOf(e.getMessage()));
    }
    return List.copyOf(hooks);
  }

  private static Hook hook(Map<String, String> fields) {
    String name = name(fields.getOrDefault("name", ""));
    for (String field : fields.keySet()) {
      if (!FIELDS.contains(field)) {
        throw refused(name, "knows no field '" + field + "'");
      }
    }
    boolean allowsHttp = isAllowed(name, fields, "allow_http");
    URI url = url(name, fields.getOrDefault("url", ""), allowsHttp);
    Hook hook =
        new Hook(
            name,
            url,
            Path.of(needed(name, fields, "secret_file")),
            events(name, fields.getOrDefault("events", "")),
            Optional.ofNullable(fields.get("ca_file")).filter(f -> !f.isEmpty()).map(Path::of),
            isAllowed(name, fields, "allow_private") ? Hook.Reach.PRIVATE : Hook.Reach.PUBLIC);
    check(hook);
    return hook;
  }

  /// Its files, which are read again at each message.
  private static void check(Hook hook) {
    try {
      SigningSecrets.read(hook.secretFile());
    } catch (HookException e) {
      throw refused(hook.name(), String.valueOf(e.getMessage()));
    }
    if (hook.authorities().isEmpty()) {
      return;
    }
    if (!hook.isSecure()) {
      throw refused(hook.name(), "has a ca_file, which is of no use with plain http");
    }
    try {
      Trust.in(hook.authorities().get());
    } catch (CommandFailure e) {
      throw refused(hook.name(), "has a ca_file that cannot be used: " + e.getMessage());
    }
  }

  private static String name(String name) {
    boolean plain =
        !name.isEmpty()
            && name.length() <= LONGEST_NAME
            && name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    if (!plain) {
      throw new IllegalArgumentException(
          "needs a name for each: up to 40 small letters, digits and dashes");
    }
    return name;
  }

  private static URI url(String name, String text, boolean allowsHttp) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw refused(name, "has no url that can be read");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw refused(name, "needs a url such as https://soc.example.com/incidents");
    }
    boolean isHttp = "http".equals(url.getScheme());
    if (!isHttp && !"https".equals(url.getScheme())) {
      throw refused(name, "needs a url that begins with https://");
    }
    if (isHttp && !allowsHttp) {
      throw refused(name, "would send incidents unencrypted: use https, or set allow_http");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw refused(name, "has a port that cannot be");
    }
    return url;
  }

  private static Set<IncidentChange.Kind> events(String name, String text) {
    Set<IncidentChange.Kind> events = EnumSet.noneOf(IncidentChange.Kind.class);
    for (String word : text.split(",", -1)) {
      if (!word.isBlank()) {
        events.add(event(name, word.strip()));
      }
    }
    return events.isEmpty() ? EnumSet.allOf(IncidentChange.Kind.class) : events;
  }

  private static IncidentChange.Kind event(String name, String word) {
    for (IncidentChange.Kind kind : IncidentChange.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw refused(name, "has an event '" + word + "': there are told, grown, closed and reopened");
  }

  private static boolean isAllowed(String name, Map<String, String> fields, String field) {
    return switch (fields.getOrDefault(field, "")) {
      case "true" -> true;
      case "false", "" -> false;
      default -> throw refused(name, "has " + field + ", which must be true or false");
    };
  }

  private static String needed(String name, Map<String, String> fields, String field) {
    String value = fields.getOrDefault(field, "");
    if (value.isEmpty()) {
      throw refused(name, "needs a " + field);
    }
    return value;
  }

  private static IllegalArgumentException refused(String name, String why) {
    return new IllegalArgumentException("'" + name + "' " + why);
  }
}
