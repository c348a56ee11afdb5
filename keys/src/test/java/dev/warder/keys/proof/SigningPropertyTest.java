package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the Java client signs holds, and no single change to it does.
class SigningPropertyTest {
  private static final Path CLIENT =
      Path.of(
          System.getProperty("warder.root", ".."),
          "clients/java/dev/warder/client/WarderSigner.java");
  private static final String SEGMENT = "abcXYZ019-._~!$&'()*+,;=:@";

  private final Signing owner = Signing.fresh();

  @TempDir private Path classes;
  private Client client;

  private interface Client {
    List<?> fields(String method, URI uri, byte[] content) throws Exception;
  }

  @BeforeEach
  void compileTheClient() throws Exception {
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all",
                "-Werror",
                "--release",
                "21",
                "-d",
                classes.toString(),
                CLIENT.toString());
    assertThat(status).isZero();
    URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    Class<?> type = loader.loadClass("dev.warder.client.WarderSigner");
    Constructor<?> constructor = type.getConstructor(String.class, PrivateKey.class);
    Object signer = constructor.newInstance(Signing.KEY_ID, owner.privateKey());
    Method fields = type.getMethod("fields", String.class, URI.class, byte[].class);
    client = (method, uri, content) -> (List<?>) fields.invoke(signer, method, uri, content);
  }

  @Test
  void whatTheClientSignsHoldsAndNoChangeDoes() throws Exception {
    for (int seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      SignedMessage message = signed(random);
      assertThat(verdict(message)).as("seed %d", seed).isInstanceOf(Proven.class);
      for (UnaryOperator<SignedMessage> change : changes(random)) {
        SignedMessage changed = change.apply(message);
        assertThat(verdict(changed)).as("seed %d", seed).isInstanceOf(Refused.class);
      }
    }
  }

  private SignedMessage signed(Random random) throws Exception {
    String method = List.of("GET", "POST", "PUT", "DELETE", "patch").get(random.nextInt(5));
    Scheme scheme = random.nextBoolean() ? Scheme.HTTP : Scheme.HTTPS;
    String host =
        List.of("API.example.com", "localhost:8080", "[::1]:9", "a.b:443", "a.b:80")
            .get(random.nextInt(5));
    String target =
        "/" + text(random) + "/%C3%A9" + (random.nextBoolean() ? "" : "?" + text(random));
    byte[] content =
        random.nextBoolean() ? new byte[0] : text(random).getBytes(StandardCharsets.UTF_8);
    List<?> told =
        client.fields(method, URI.create(scheme.text() + "://" + host + target), content);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < told.size(); i += 2) {
      fields.add(new Field(told.get(i).toString(), told.get(i + 1).toString()));
    }
    return new SignedMessage(method, scheme, host, target, fields, Body.Shown.of(content));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= random.nextInt(20); i++) {
      text.append(SEGMENT.charAt(random.nextInt(SEGMENT.length())));
    }
    return text.toString();
  }

  private static List<UnaryOperator<SignedMessage>> changes(Random random) {
    List<UnaryOperator<SignedMessage>> changes = new ArrayList<>();
    changes.add(m -> of(m, m.method() + "X", m.authority(), m.target(), m.fields(), m.body()));
    changes.add(m -> of(m, m.method(), "x" + m.authority(), m.target(), m.fields(), m.body()));
    changes.add(m -> of(m, m.method(), m.authority(), m.target() + "x", m.fields(), m.body()));
    changes.add(m -> of(m, m.method(), m.authority(), "/x" + m.target(), m.fields(), m.body()));
    changes.add(
        m -> of(m, m.method(), m.authority(), spoilt(m.target(), random), m.fields(), m.body()));
    changes.add(m ->
        of(m, m.method(), m.authority(), m.target(), m.fields(), Body.Shown.of(new byte[] {1})));
    for (int i = 0; i < 20; i++) {
      changes.add(m -> {
        List<Field> fields = new ArrayList<>(m.fields());
        int at = random.nextInt(fields.size());
        Field field = fields.get(at);
        fields.set(at, new Field(field.name(), spoilt(field.value(), random)));
        return of(m, m.method(), m.authority(), m.target(), fields, m.body());
      });
    }
    return changes;
  }

  /// Another character somewhere behind the first.
  private static String spoilt(String text, Random random) {
    int at = 1 + random.nextInt(text.length() - 1);
    char c = text.charAt(at);
    char other = c == 'q' ? 'w' : 'q';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private static SignedMessage of(
      SignedMessage message,
      String method,
      String authority,
      String target,
      List<Field> fields,
      Body body) {
    return new SignedMessage(method, message.scheme(), authority, target, fields, body);
  }

  /// At the time at which it says that it was created, so that any change of that counts, too.
  private Proof verdict(SignedMessage message) {
    long now = System.currentTimeMillis() * 1_000;
    return owner.verify(Signing.verifier(), message, now);
  }
}
