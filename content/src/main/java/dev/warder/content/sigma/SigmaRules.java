package dev.warder.content.sigma;

import dev.warder.content.Content;
import dev.warder.content.ContentException;
import dev.warder.content.TechniqueTable;
import dev.warder.content.YamlDocument;
import dev.warder.content.YamlNode;
import dev.warder.content.sigma.LeftOut.Kind;
import dev.warder.engine.detection.Detection;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The Sigma rules of a directory: those that run, and those that do not, each with its reason.
///
/// Guarantees a rule that is loaded asks only what the readers keep; none is loaded in part
///
/// Bounds at most [#MAX_FILES] files of [#MAX_FILE_BYTES] bytes
///
/// @param rules loaded, in the order of their files
/// @param leftOut not loaded, in the order of their files
/// @param files how many files were read
public record SigmaRules(List<SigmaRule> rules, List<LeftOut> leftOut, int files) {
  /// No rules at all.
  public static final SigmaRules NONE = new SigmaRules(List.of(), List.of(), 0);

  static final int MAX_FILES = 20_000;
  static final long MAX_FILE_BYTES = 1 << 20;

  public SigmaRules {
    rules = List.copyOf(rules);
    leftOut = List.copyOf(leftOut);
  }

  /// Reads every `.yml` and `.yaml` below a directory; hidden ones are left alone.
  ///
  /// Errors [ContentException] if the directory cannot be listed or holds no such file; whatever is
  /// wrong with a rule is in [#leftOut]
  public static SigmaRules load(Path directory) {
    Loader loader = new Loader(directory, Content.standardTechniques());
    List<Path> files = files(directory);
    files.forEach(loader::read);
    return new SigmaRules(loader.rules, loader.leftOut, files.size());
  }

  /// What the engine runs.
  public List<Detection> detections() {
    return rules.stream().map(SigmaRule::detection).toList();
  }

  private static List<Path> files(Path directory) {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(directory)) {
      files = paths.filter(SigmaRules::isRuleFile).limit(MAX_FILES + 1L).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw ContentException.of(directory + ": cannot be listed: " + e.getMessage(), e);
    }
    if (files.isEmpty() || files.size() > MAX_FILES) {
      throw ContentException.of(
          directory + (files.isEmpty() ? ": holds no .yml file" : ": holds too many files"));
    }
    return files;
  }

  private static boolean isRuleFile(Path path) {
    String name = String.valueOf(path.getFileName());
    return (name.endsWith(".yml") || name.endsWith(".yaml"))
        && !name.startsWith(".")
        && Files.isRegularFile(path);
  }

  /// Gathers the rules of one directory.
  private static final class Loader {
    private final Path directory;
    private final SigmaReader reader;
    private final List<SigmaRule> rules = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Loader(Path directory, TechniqueTable techniques) {
      this.directory = directory;
      this.reader = new SigmaReader(techniques);
    }

    void read(Path path) {
      String file = directory.relativize(path).toString();
      try {
        if (Files.size(path) > MAX_FILE_BYTES) {
          leftOut.add(new LeftOut(file, 0, "", Kind.INVALID, "a file of over 1 MiB"));
          return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
          YamlDocument.allWithNulls(file, in).forEach(document -> read(file, document));
        }
      } catch (IOException e) {
        leftOut.add(new LeftOut(file, 0, "", Kind.INVALID, "a file that cannot be read"));
      } catch (ContentException e) {
        String what = Texts.line(String.valueOf(e.getMessage()), 200);
        leftOut.add(new LeftOut(file, 0, "", Kind.INVALID, what));
      }
    }

    private void read(String file, YamlNode document) {
      if (document instanceof YamlNode.Nothing) {
        return;
      }
      try {
        SigmaRule rule = reader.read(file, document);
        if (!ids.add(rule.detection().id())) {
          throw new Refusal(Kind.INVALID, document, "an id that another rule has");
        }
        rules.add(rule);
      } catch (Refusal refusal) {
        leftOut.add(refusal.of(file, SigmaReader.name(document)));
      }
    }
  }
}
