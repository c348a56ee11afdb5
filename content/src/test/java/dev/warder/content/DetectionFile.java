package dev.warder.content;

import dev.warder.engine.detection.Detection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One shipped detection file whole: the detection, the fields only people read, and its cases.
record DetectionFile(String path, Detection detection, Fields fields, List<DetectionCase> cases) {

  static List<DetectionFile> all() {
    ContentFiles.Directory files = new ContentFiles.Directory(root());
    DetectionReader reader = new DetectionReader(new Content(files).techniques());
    return files.in("detections").stream().map(path -> read(files, reader, path)).toList();
  }

  /// The sources of the shipped content; copies among the classes may be older.
  static Path root() {
    return Path.of("src/main/resources/warder/content");
  }

  private static DetectionFile read(
      ContentFiles.Directory files, DetectionReader reader, String path) {
    try (InputStream in = Files.newInputStream(files.root().resolve(path))) {
      List<YamlNode> documents = YamlDocument.all(path, in);
      Fields fields = Fields.of(path, documents.getFirst());
      Detection detection = reader.read(fields);
      if (documents.size() != 2) {
        throw new ContentException(path + ": must have cases after ---");
      }
      Fields cases = Fields.of(path, documents.get(1));
      List<DetectionCase> all = new ArrayList<>();
      for (DetectionCase.Kind kind : DetectionCase.Kind.values()) {
        cases.list(kind.field()).forEach(one -> all.add(DetectionCase.read(kind, one)));
      }
      cases.end();
      return new DetectionFile(path, detection, fields, all);
    } catch (IOException e) {
      throw new ContentException(path, e);
    }
  }

  Stream<DetectionCase> cases(DetectionCase.Kind kind) {
    return cases.stream().filter(one -> one.kind() == kind);
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return fileName();
  }
}
