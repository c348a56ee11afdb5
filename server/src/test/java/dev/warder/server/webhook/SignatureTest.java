package dev.warder.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signatures are those of Standard Webhooks, with secrets that nobody else may read.
class SignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    Path file = folder.resolve("secret");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  private static Message message() {
    return new Message(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "{\"test\": 2432232314}".getBytes(StandardCharsets.US_ASCII));
  }

  /// The vector that the libraries of the specification are held to.
  @Test
  void signatureIsThatOfTheSpecification() throws Exception {
    SigningSecrets secrets = SigningSecrets.read(file(SECRET + "\n"));

    assertThat(Signature.of(secrets, message(), 1_614_265_330L))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void duringRotationThereAreTwoSignaturesTheNewOneFirst() throws Exception {
    SigningSecrets secrets = SigningSecrets.read(file(OTHER + "\n" + SECRET + "\n"));

    String[] signatures = Signature.of(secrets, message(), 1_614_265_330L).split(" ", -1);

    assertThat(signatures).hasSize(2).allMatch(one -> one.startsWith("v1,"));
    assertThat(signatures[0]).isNotEqualTo(signatures[1]);
    assertThat(signatures[1]).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_c2hvcnQ=",
        "whsec_not-base64-at-all!",
        SECRET + "\n" + OTHER + "\n" + SECRET
      })
  void whatIsNoSecretIsRefusedAndNotRepeated(String text) throws Exception {
    Path file = file(text);

    assertThatThrownBy(() -> SigningSecrets.read(file))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("holds no secret")
        .message()
        .doesNotContain("MfKQ", "c2hvcnQ", "not-base64");
  }

  @Test
  void secretThatOthersMayReadIsRefused() throws Exception {
    Path file = file(SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> SigningSecrets.read(file)).hasMessageContaining("chmod 600");
  }

  @Test
  void secretIsInNoTextOfIt() throws Exception {
    assertThat(SigningSecrets.read(file(SECRET)).toString()).doesNotContain("MfKQ");
  }
}
