package dev.warder.collect.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The mappings of well-known gateways that come with Warder. Read once, when first asked for.
public final class ShippedMappings {
  /// Contract names, in the order in which they are asked.
  public static final List<String> NAMES = List.of("nginx-json", "envoy", "kong", "aws-apigw");

  private static final List<Mapping> MAPPINGS = load();

  private ShippedMappings() {}

  public static Mapping of(String name) {
    return MAPPINGS.get(NAMES.indexOf(name));
  }

  private static List<Mapping> load() {
    List<Mapping> mappings = new ArrayList<>();
    for (String name : NAMES) {
      mappings.add(MappingReader.read(name + ".json", resource(name + ".json")));
    }
    return List.copyOf(mappings);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ShippedMappings.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("mapping is missing: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
