package dev.warder.benchmarks.routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// A published list of paths with the templates its authors expect of it. Paths that no template
/// accepts are called but do not count, except where no template is expected at all: there every
/// path is to stay as it is.
///
/// @param operations one for each expected template and for each path that has none
/// @param paths in the order of the list
/// @param truths the place in `operations` of each path, or -1 if it does not count
record ExpectedList(List<TrueOperation> operations, List<String> paths, List<Integer> truths) {

  static ExpectedList read(Path list, Path expected) {
    Map<String, TrueOperation> all = new LinkedHashMap<>();
    for (String line : lines(expected)) {
      if (line.strip().startsWith("- /")) {
        String template = line.strip().substring(2);
        all.put(template, operation(template));
      }
    }
    List<TrueOperation> templates = List.copyOf(all.values());
    List<String> paths = new ArrayList<>();
    List<Integer> truths = new ArrayList<>();
    for (String path : lines(list)) {
      if (path.startsWith("/")) {
        paths.add(path);
        truths.add(truth(path, templates, all));
      }
    }
    return new ExpectedList(List.copyOf(all.values()), paths, truths);
  }

  private static int truth(
      String path, List<TrueOperation> templates, Map<String, TrueOperation> all) {
    for (int i = 0; i < templates.size(); i++) {
      if (templates.get(i).accepts(path)) {
        return i;
      }
    }
    if (!templates.isEmpty()) {
      return -1;
    }
    all.computeIfAbsent(path, ExpectedList::operation);
    return List.copyOf(all.keySet()).indexOf(path);
  }

  private static TrueOperation operation(String template) {
    return new TrueOperation("r3", "r3", "GET", template, List.of());
  }

  private static List<String> lines(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.UTF_8))) {
      return lines.readAllLines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
