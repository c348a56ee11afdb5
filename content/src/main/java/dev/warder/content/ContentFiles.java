package dev.warder.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where content files come from: the class path, whose folders cannot be listed and so have an
/// index, or a directory.
sealed interface ContentFiles {

  /// Paths of the files in a folder, sorted, empty if there is none.
  List<String> in(String folder);

  InputStream open(String path) throws IOException;

  /// What messages call a file.
  String label(String path);

  /// Content that ships with the program, listed in `index`.
  record Shipped(List<String> index) implements ContentFiles {
    private static final String ROOT = "/warder/content/";

    static Shipped read() {
      try (InputStream in = resource("index");
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return new Shipped(reader.lines().toList());
      } catch (IOException e) {
        throw new UncheckedIOException("content index", e);
      }
    }

    @Override
    public List<String> in(String folder) {
      return index.stream().filter(path -> path.startsWith(folder + "/")).sorted().toList();
    }

    @Override
    public InputStream open(String path) {
      return resource(path);
    }

    @Override
    public String label(String path) {
      return path;
    }

    private static InputStream resource(String path) {
      InputStream in = Shipped.class.getResourceAsStream(ROOT + path);
      if (in == null) {
        throw new ContentException(path + ": is in the index but not among the resources");
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

    @Override
    public InputStream open(String path) throws IOException {
      return Files.newInputStream(root.resolve(path));
    }

    @Override
    public String label(String path) {
      return root.resolve(path).toString();
    }
  }
}
