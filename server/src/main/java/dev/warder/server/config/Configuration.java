package dev.warder.server.config;

import dev.warder.content.ContentException;
import dev.warder.content.YamlDocument;
import dev.warder.content.YamlNode;
import dev.warder.policy.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The configuration in effect: options beat the environment, the environment beats the file, the
/// file beats defaults. Immutable.
///
/// Shape a YAML file, nested or with dots: `limits: {body: 2MiB}` is `limits.body: 2MiB`
///
/// Errors [ConfigurationException]: an unknown key (with the nearest known one), a key given twice,
/// a value that is none of its kind; each with its place
public final class Configuration {
  private static final long MOST_FILE_BYTES = 1 << 20;

  private final Map<Setting, Value> values;

  private Configuration(Map<Setting, Value> values) {
    this.values = values;
  }

  /// Reads everything that has a say.
  ///
  /// @param file the file, if there is one
  /// @param environment of the process; of it only names that begin with `WARDER_` and are a
  ///   setting's, or look like one, are looked at
  /// @param options what was typed, under the name of the option
  public static Configuration read(
      Optional<Path> file, Map<String, String> environment, Map<Setting, Value> options)
      throws ConfigurationException {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, new Value(setting.initial(), "default"));
    }
    if (file.isPresent()) {
      values.putAll(fromFile(file.get()));
    }
    values.putAll(fromEnvironment(environment));
    values.putAll(options);
    for (Map.Entry<Setting, Value> entry : values.entrySet()) {
      Values.check(entry.getKey(), entry.getValue());
    }
    return new Configuration(values);
  }

  /// The same with those settings of another one that count at once.
  public Configuration taking(Configuration other) {
    Map<Setting, Value> taken = new EnumMap<>(values);
    for (Setting setting : Setting.values()) {
      if (setting.applies() == Setting.Applies.AT_ONCE) {
        taken.put(setting, other.value(setting));
      }
    }
    return new Configuration(taken);
  }

  /// Settings that have another value there, in the order of the documentation.
  public List<Setting> differing(Configuration other) {
    return Arrays.stream(Setting.values())
        .filter(setting -> !text(setting).equals(other.text(setting)))
        .toList();
  }

  public Value value(Setting setting) {
    Value value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException("no value for " + setting);
    }
    return value;
  }

  public String text(Setting setting) {
    return value(setting).text();
  }

  /// A path that must be given.
  public Path path(Setting setting) {
    return Path.of(text(setting));
  }

  /// A path, if one is given.
  public Optional<Path> optionalPath(Setting setting) {
    return text(setting).isEmpty() ? Optional.empty() : Optional.of(path(setting));
  }

  public List<String> list(Setting setting) {
    return Values.list(text(setting));
  }

  /// The fields of each thing that is listed, in the order of the list.
  public List<Map<String, String>> entries(Setting setting) {
    return Entries.read(text(setting));
  }

  public int count(Setting setting) {
    return Values.count(value(setting));
  }

  /// A size in bytes.
  public int bytes(Setting setting) {
    return Values.bytes(value(setting));
  }

  /// A size in bytes of what lies on disk.
  public long volume(Setting setting) {
    return Values.volume(value(setting));
  }

  public Duration duration(Setting setting) {
    return Values.duration(value(setting));
  }

  /// Where a setting comes from and what it must look like, for a message about it.
  public ConfigurationException refused(Setting setting, String why) {
    return Values.refused(setting, value(setting), why);
  }

  private static Map<Setting, Value> fromFile(Path file) throws ConfigurationException {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MOST_FILE_BYTES) {
        throw new ConfigurationException(file + ": is larger than a configuration can be");
      }
      List<YamlNode> documents = YamlDocument.allWithNulls(file.toString(), in);
      if (documents.size() > 1) {
        throw new ConfigurationException(file + ": holds more than one document (---)");
      }
      for (YamlNode document : documents) {
        flatten(file, "", document, values);
      }
    } catch (ContentException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ConfigurationException("cannot read the configuration " + file);
    }
    return values;
  }

  private static void flatten(Path file, String at, YamlNode node, Map<Setting, Value> values)
      throws ConfigurationException {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
          flatten(
              file,
              at.isEmpty() ? field.getKey() : at + "." + field.getKey(),
              field.getValue(),
              values);
        }
      }
      case YamlNode.Sequence sequence when isOfEntries(at) -> {
        try {
          put(file, at, Entries.text(sequence), sequence.line(), values);
        } catch (IllegalArgumentException e) {
          throw new ConfigurationException(
              file + ":" + sequence.line() + ": " + at + " " + e.getMessage());
        }
      }
      case YamlNode.Sequence sequence -> {
        StringBuilder text = new StringBuilder();
        for (YamlNode item : sequence.items()) {
          if (!(item instanceof YamlNode.Scalar scalar)) {
            throw new ConfigurationException(
                file + ":" + item.line() + ": " + at + " must be a list of texts");
          }
          text.append(text.isEmpty() ? "" : ", ").append(scalar.text());
        }
        put(file, at, text.toString(), sequence.line(), values);
      }
      case YamlNode.Scalar scalar -> put(file, at, scalar.text(), scalar.line(), values);
      case YamlNode.Nothing nothing -> put(file, at, "", nothing.line(), values);
    }
  }

  private static boolean isOfEntries(String key) {
    return Arrays.stream(Setting.values())
        .anyMatch(s -> s.kind() == Setting.Kind.ENTRIES && s.key().equals(key));
  }

  private static void put(Path file, String key, String text, int line, Map<Setting, Value> values)
      throws ConfigurationException {
    String origin = file + ":" + line;
    Setting setting =
        Arrays.stream(Setting.values())
            .filter(s -> s.key().equals(key))
            .findFirst()
            .orElseThrow(() -> unknown(origin, key));
    if (values.put(setting, new Value(text, origin)) != null) {
      throw new ConfigurationException(origin + ": " + key + " is given twice");
    }
  }

  private static ConfigurationException unknown(String origin, String key) {
    List<String> known = Arrays.stream(Setting.values()).map(Setting::key).toList();
    return new ConfigurationException(
        origin
            + ": there is no setting '"
            + key
            + "'"
            + Words.didYouMean(key, known)
            + " ('warder config explain' lists them all)");
  }

  private static Map<Setting, Value> fromEnvironment(Map<String, String> environment)
      throws ConfigurationException {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    Map<String, Setting> known =
        Arrays.stream(Setting.values()).collect(Collectors.toMap(Setting::variable, s -> s));
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      Setting setting = known.get(variable.getKey());
      if (setting != null) {
        values.put(setting, new Value(variable.getValue(), variable.getKey()));
      } else if (looksLikeOne(variable.getKey())) {
        throw new ConfigurationException(
            "the environment has "
                + variable.getKey()
                + ", which is no setting"
                + Words.didYouMean(variable.getKey(), new TreeSet<>(known.keySet())));
      }
    }
    return values;
  }

  /// `WARDER_OPTS` and `WARDER_DEBUG` are the launcher's; sections have two underscores.
  private static boolean looksLikeOne(String variable) {
    return variable.startsWith("WARDER_")
        && variable.contains("__")
        && variable.equals(variable.toUpperCase(Locale.ROOT));
  }
}
