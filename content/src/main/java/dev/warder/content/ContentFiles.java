package dev.warder.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where content comes from: the bundle that ships with the program, or a directory.
sealed interface ContentFiles {
  String VERSION = "content.yaml";
  String THIEVES = "thieves.yaml";
  String DETECTIONS = "detections";
  String RISK = "risk";
  String SENSITIVE = "sensitive";
  String TECHNIQUES = "attack/techniques.tsv";

  /// Paths of the files in a folder, sorted, empty if there is none.
  List<String> in(String folder);

  /// The first document of a YAML file.
  YamlNode node(String path);

  /// The table of techniques.
  InputStream techniques() throws IOException;

  /// What messages call a file.
  String label(String path);

  /// Content that ships with the program, parsed when it was built.
  record Shipped(Map<String, YamlNode> documents) implements ContentFiles {
    private static final String ROOT = "/warder/content/";

    static Shipped read() {
      try (InputStream in = resource(Bundle.NAME)) {
        return new Shipped(Bundle.read(in));
      } catch (IOException e) {
        throw new ContentException("the shipped content cannot be read: " + e, e);
      }
    }

    @Override
    public List<String> in(String folder) {
      return documents.keySet().stream()
          .filter(path -> path.startsWith(folder + "/"))
          .sorted()
          .toList();
    }

    @Override
    public YamlNode node(String path) {
      YamlNode node = documents.get(path);
      if (node == null) {
        throw new ContentException(path + ": is not part of the shipped content");
      }
      return node;
    }

    @Override
    public InputStream techniques() {
      return resource(TECHNIQUES);
    }

    @Override
    public String label(String path) {
      return path;
    }

    private static InputStream resource(String path) {
      InputStream in = Shipped.class.getResourceAsStream(ROOT + path);
      if (in == null) {
        throw new ContentException(path + ": missing among the resources; was the module built?");
      }
      return in;
    }
  }

  /// Content of an operator's own, laid out like the shipped one.
  record Directory(Path root) implements ContentFiles {

    @Override
    public List<String> in(String folder) {
      Path directory = root.resolve(folder);
      if (!Files.isDirectory(directory)) {
        return List.of();
      }
      try (Stream<Path> paths = Files.list(directory)) {
        return paths
            .filter(Files::isRegularFile)
            .map(path -> folder + "/" + path.getFileName())
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new ContentException(directory + ": cannot be listed: " + e, e);
      }
    }

    boolean has(String path) {
      return Files.isRegularFile(root.resolve(path));
    }

    /// Every YAML file of the content.
    List<String> yaml() {
      List<String> all = new ArrayList<>(List.of(VERSION, THIEVES));
      all.addAll(in(DETECTIONS));
      all.addAll(in(RISK));
      all.addAll(in(SENSITIVE));
      return all;
    }

    @Override
    public YamlNode node(String path) {
      try (InputStream in = Files.newInputStream(root.resolve(path))) {
        return YamlDocument.first(label(path), in);
      } catch (IOException e) {
        throw new ContentException(label(path) + ": cannot be read: " + e, e);
      }
    }

    @Override
    public InputStream techniques() throws IOException {
      Path own = root.resolve(TECHNIQUES);
      return Files.isRegularFile(own) ? Files.newInputStream(own) : Shipped.resource(TECHNIQUES);
    }

    @Override
    public String label(String path) {
      return root.resolve(path).toString();
    }
  }
}
