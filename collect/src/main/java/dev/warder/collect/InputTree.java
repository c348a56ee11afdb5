package dev.warder.collect;

import dev.warder.collect.FileReport.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the files below the paths that were given, in an order that is the same on every machine.
///
/// Hidden files, half-written ones (`.part`, `.tmp`), pipes, and links back up the tree are named
/// and left alone.
///
/// Bounds as many files as given; folders nested 128 deep
final class InputTree {
  private static final int MAX_DEPTH = 128;

  private final int maxFiles;
  private final List<InputFile> files = new ArrayList<>();
  private final Set<Path> seenFolders = new HashSet<>();
  private boolean full;

  InputTree(int maxFiles) {
    this.maxFiles = maxFiles;
  }

  List<InputFile> list(List<String> paths) {
    for (String path : paths) {
      if (path.equals("-")) {
        files.add(InputFile.stdin());
      } else {
        addGiven(path);
      }
    }
    return List.copyOf(files);
  }

  private void addGiven(String name) {
    try {
      Path path = Path.of(name);
      if (name.startsWith("/dev/fd/") || name.equals("/dev/stdin")) {
        add(new InputFile(name, path, -1, null, ""));
      } else {
        visit(path, name, 0);
      }
    } catch (InvalidPathException _) {
      add(InputFile.refused(name, Status.UNREADABLE, "no possible path"));
    }
  }

  private void visit(Path path, String name, int depth) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        visitFolder(path, name, depth);
      } else if (attributes.isRegularFile()) {
        add(new InputFile(name, path, attributes.size(), null, ""));
      } else {
        add(InputFile.refused(name, Status.IGNORED, "a pipe, socket or device"));
      }
    } catch (NoSuchFileException _) {
      add(InputFile.refused(name, Status.UNREADABLE, "does not exist"));
    } catch (IOException e) {
      add(InputFile.refused(name, Status.UNREADABLE, e.getClass().getSimpleName()));
    }
  }

  private void visitFolder(Path folder, String name, int depth) throws IOException {
    if (!seenFolders.add(folder.toRealPath())) {
      add(InputFile.refused(name, Status.IGNORED, "a folder that was read before"));
      return;
    }
    if (depth == MAX_DEPTH) {
      add(InputFile.refused(name, Status.IGNORED, "more than " + MAX_DEPTH + " folders deep"));
      return;
    }
    for (Path child : children(folder)) {
      if (full) {
        return;
      }
      String file = String.valueOf(child.getFileName());
      String childName = name.endsWith("/") ? name + file : name + "/" + file;
      if (file.startsWith(".")) {
        add(InputFile.refused(childName, Status.IGNORED, "hidden"));
      } else if (file.endsWith(".part") || file.endsWith(".tmp")) {
        add(InputFile.refused(childName, Status.IGNORED, "half written"));
      } else {
        visit(child, childName, depth + 1);
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    children.sort((a, b) ->
        Arrays.compareUnsigned(
            a.toString().getBytes(StandardCharsets.UTF_8),
            b.toString().getBytes(StandardCharsets.UTF_8)));
    return children;
  }

  private void add(InputFile file) {
    if (full) {
      return;
    }
    if (files.size() == maxFiles) {
      full = true;
      files.add(
          InputFile.refused(
              file.name(),
              Status.IGNORED,
              "this and what follows: more than " + maxFiles + " files"));
    } else {
      files.add(file);
    }
  }
}
