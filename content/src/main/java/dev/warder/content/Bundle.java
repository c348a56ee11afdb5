package dev.warder.content;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The shipped YAML files already parsed, in one resource: parsing over a hundred files of YAML in
/// a cold JVM takes several times as long as all the rest of start-up. The build writes it.
///
/// ```
/// int magic | int files | per file: utf path, node
/// node:  byte 0 scalar   | int line | utf text
///        byte 1 sequence | int line | int count | nodes
///        byte 2 mapping  | int line | int count | per field: utf name, node
/// ```
final class Bundle {
  static final String NAME = "bundle";
  private static final int MAGIC = 0x57434231;
  private static final byte SCALAR = 0;
  private static final byte SEQUENCE = 1;
  private static final byte MAPPING = 2;

  private Bundle() {}

  /// Run by the build.
  ///
  /// @param arguments the directory of the content, and the one that gets the bundle
  public static void main(String[] arguments) throws IOException {
    ContentFiles.Directory files = new ContentFiles.Directory(Path.of(arguments[0]));
    try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]).resolve(NAME))) {
      write(files, out);
    }
  }

  static void write(ContentFiles.Directory files, OutputStream sink) throws IOException {
    List<String> paths = files.yaml();
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink));
    out.writeInt(MAGIC);
    out.writeInt(paths.size());
    for (String path : paths) {
      out.writeUTF(path);
      write(files.node(path), out);
    }
    out.flush();
  }

  static Map<String, YamlNode> read(InputStream source) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(source, 1 << 16));
    if (in.readInt() != MAGIC) {
      throw new ContentException("the shipped content was bundled by another version");
    }
    int count = in.readInt();
    Map<String, YamlNode> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      files.put(in.readUTF(), node(in));
    }
    return files;
  }

  private static void write(YamlNode node, DataOutputStream out) throws IOException {
    switch (node) {
      case YamlNode.Scalar scalar -> {
        head(SCALAR, node, out);
        out.writeUTF(scalar.text());
      }
      case YamlNode.Nothing nothing ->
          throw new IllegalStateException("nothing at line " + nothing.line());
      case YamlNode.Sequence sequence -> {
        head(SEQUENCE, node, out);
        out.writeInt(sequence.items().size());
        for (YamlNode item : sequence.items()) {
          write(item, out);
        }
      }
      case YamlNode.Mapping mapping -> {
        head(MAPPING, node, out);
        out.writeInt(mapping.fields().size());
        for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
          out.writeUTF(field.getKey());
          write(field.getValue(), out);
        }
      }
    }
  }

  private static void head(byte kind, YamlNode node, DataOutputStream out) throws IOException {
    out.writeByte(kind);
    out.writeInt(node.line());
  }

  private static YamlNode node(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    int line = in.readInt();
    if (kind == SCALAR) {
      return new YamlNode.Scalar(in.readUTF(), line);
    }
    int count = in.readInt();
    if (kind == SEQUENCE) {
      List<YamlNode> items = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        items.add(node(in));
      }
      return new YamlNode.Sequence(items, line);
    }
    Map<String, YamlNode> fields = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      fields.put(in.readUTF(), node(in));
    }
    return new YamlNode.Mapping(fields, line);
  }
}
