import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jboss.jandex.Indexer;

/// Writes the OpenAPI document of Keycloak's Admin API. Keycloak publishes one beside its manual,
/// made from the annotations of its resources; the distribution carries the annotated classes and the
/// generator, not the document, so it is made here the same way.
///
/// Arguments: folder of the distribution's jars, file to write
class Describe {
  /// Keycloak marks what belongs to its public Admin API with this profile.
  private static final String PROFILE = "admin";

  public static void main(String[] arguments) throws Exception {
    System.setProperty("mp.openapi.extensions.smallrye.scan.profiles", PROFILE);
    Indexer indexer = new Indexer();
    for (Path jar : jars(Path.of(arguments[0]))) {
      index(indexer, jar);
    }
    String document =
        SmallRyeOpenAPI.builder()
            .withIndex(indexer.complete())
            .enableModelReader(false)
            .enableStandardStaticFiles(false)
            .build()
            .toJSON();
    Files.writeString(Path.of(arguments[1]), document);
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Describe::declares).sorted().toList();
    }
  }

  private static boolean declares(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("org.keycloak.") || name.startsWith("jakarta.ws.rs.");
  }

  private static void index(Indexer indexer, Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          try (InputStream content = jar.getInputStream(entry)) {
            indexer.index(content);
          }
        }
      }
    }
  }
}
