package dev.warder.content;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.RiskRules;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.parameter.SensitiveKind;
import dev.warder.engine.parameter.SensitiveKinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Loads detections, risk classes, kinds of sensitive data and the ATT&CK map.
///
/// Errors [ContentException] names file, line, field and what is allowed; nothing is skipped
public final class Content {
  private final ContentFiles files;

  Content(ContentFiles files) {
    this.files = files;
  }

  /// The content that ships with this version.
  public static Detections standard() {
    return new Content(ContentFiles.Shipped.read()).detections();
  }

  /// An operator's own content: `content.yaml`, `detections/`, `thieves.yaml`, `risk/`,
  /// `sensitive/` and `attack/techniques.tsv`, instead of the shipped one; of the last four, what
  /// is absent is taken from the shipped content.
  public static Detections load(Path directory) {
    return new Content(new ContentFiles.Directory(directory)).detections();
  }

  /// An operator's own idea of what thieves do.
  public static Thieves thieves(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ThievesReader.read(
          Fields.of(file.toString(), YamlDocument.first(file.toString(), in)));
    } catch (IOException e) {
      throw new ContentException(file + ": cannot be read: " + e, e);
    }
  }

  /// The ATT&CK techniques that ship with this version.
  public static TechniqueTable standardTechniques() {
    return new Content(ContentFiles.Shipped.read()).techniques();
  }

  private Detections detections() {
    Fields header = document(ContentFiles.VERSION);
    String version = header.prose("version");
    header.end();
    List<Detection> detections = readDetections();
    detections.sort(Comparator.comparing(Detection::id));
    try {
      return new Detections(version, detections, riskRules(), sensitiveKinds(), thieves());
    } catch (IllegalArgumentException e) {
      throw new ContentException(files.label(ContentFiles.DETECTIONS) + ": " + e.getMessage(), e);
    }
  }

  private List<Detection> readDetections() {
    DetectionReader reader = new DetectionReader(techniques());
    List<Detection> detections = new ArrayList<>();
    for (String path : files.in(ContentFiles.DETECTIONS)) {
      Fields document = document(path);
      Detection detection = reader.read(document);
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (!name.startsWith(detection.id() + "-")) {
        throw document.problem("id", "must be what the file's name starts with");
      }
      detections.add(detection);
    }
    return detections;
  }

  TechniqueTable techniques() {
    String label = files.label(ContentFiles.TECHNIQUES);
    try (InputStream in = files.techniques()) {
      return TechniqueTable.read(label, in);
    } catch (IOException e) {
      throw new ContentException(label + ": cannot be read: " + e, e);
    }
  }

  private RiskRules riskRules() {
    List<String> paths = files.in(ContentFiles.RISK);
    if (paths.isEmpty()) {
      return new Content(ContentFiles.Shipped.read()).riskRules();
    }
    Verbs verbs = null;
    List<RiskRule> rules = new ArrayList<>();
    for (String path : paths) {
      Fields document = document(path);
      if (document.has("verbs")) {
        verbs = Verbs.read(document.fields("verbs"));
      }
      if (document.has("rules")) {
        document.list("rules").stream().map(RiskRule::read).forEach(rules::add);
      }
      document.end();
    }
    if (verbs == null) {
      throw new ContentException(files.label(ContentFiles.RISK) + ": no file has verbs");
    }
    return new OrderedRiskRules(verbs, List.copyOf(rules));
  }

  private SensitiveKinds sensitiveKinds() {
    List<String> paths = files.in(ContentFiles.SENSITIVE);
    if (paths.isEmpty() && files instanceof ContentFiles.Directory) {
      return new Content(ContentFiles.Shipped.read()).sensitiveKinds();
    }
    List<SensitiveKind> kinds = new ArrayList<>();
    for (String path : paths) {
      Fields document = document(path);
      document.list("kinds").stream().map(SensitiveKindReader::read).forEach(kinds::add);
      document.end();
    }
    return new SensitiveKinds(kinds);
  }

  private Thieves thieves() {
    if (files instanceof ContentFiles.Directory directory && !directory.has(ContentFiles.THIEVES)) {
      return new Content(ContentFiles.Shipped.read()).thieves();
    }
    return ThievesReader.read(document(ContentFiles.THIEVES));
  }

  private Fields document(String path) {
    return Fields.of(files.label(path), files.node(path));
  }
}
