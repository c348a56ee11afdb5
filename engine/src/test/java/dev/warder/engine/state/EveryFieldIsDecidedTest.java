package dev.warder.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever gives a class of the engine a field must say in `state-fields.txt` whether it is part of
/// a saved state.
///
/// ```
/// profile.Usage    saved: values hours total
/// engine.Engine    saved: late    given: settings    derived: judged
/// ```
///
/// `saved`: written by the class's `save`, or by that of what it belongs to; `given`: handed to the
/// constructor by the run that goes on; `derived`: worked out again, or a cache. A new `saved`
/// field needs a new layout version.
class EveryFieldIsDecidedTest {
  private static final String PACKAGE = "dev.warder.engine.";
  private static final List<String> STATELESS = List.of("state.", "spec.", "drift.", "detection.");
  private static final List<String> WORDS = List.of("saved:", "given:", "derived:");

  @Test
  void everyFieldIsSavedGivenOrDerived() {
    assertThat(declared()).isEqualTo(fields());
  }

  /// What the list says, without the words.
  private static Map<String, List<String>> declared() {
    Map<String, List<String>> declared = new TreeMap<>();
    try (InputStream in =
        Objects.requireNonNull(
            EveryFieldIsDecidedTest.class.getResourceAsStream("state-fields.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
        List<String> words = List.of(line.split(" +"));
        assertThat(WORDS).contains(words.get(1));
        declared.put(
            words.getFirst(),
            words.stream().skip(1).filter(word -> !WORDS.contains(word)).sorted().toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return declared;
  }

  private static Map<String, List<String>> fields() {
    Map<String, List<String>> fields = new TreeMap<>();
    for (Class<?> type : classes()) {
      List<String> of =
          Arrays.stream(type.getDeclaredFields())
              .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
              .map(Field::getName)
              .sorted()
              .toList();
      if (!of.isEmpty() && !type.isEnum()) {
        fields.put(type.getName().substring(PACKAGE.length()).replace('$', '.'), of);
      }
    }
    return fields;
  }

  private static List<Class<?>> classes() {
    try {
      Path root = Path.of(Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root.resolve(PACKAGE.replace('.', '/')))) {
        return files
            .map(file -> root.relativize(file).toString())
            .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
            .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
            .filter(name -> STATELESS.stream().noneMatch(s -> name.startsWith(PACKAGE + s)))
            .<Class<?>>map(EveryFieldIsDecidedTest::load)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, EveryFieldIsDecidedTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
