package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a platform declares of its operations.
class DeclaredOperationsIT {
  @TempDir private Path folder;

  private Path settings(String declared) throws Exception {
    Path operations = Files.writeString(folder.resolve("operations.txt"), declared);
    return Files.writeString(
        folder.resolve("warder.yaml"),
        """
        listen: 127.0.0.1:0
        keys: {approval: privileged, persons: [alice, bob], operations: "%s"}
        """
            .formatted(operations));
  }

  private ServeProcess serve(Path settings) throws Exception {
    return ServeProcess.bare(
        "--data", folder.resolve("data").toString(), "--config", settings.toString());
  }

  @Test
  void aKeyThatOpensADeclaredOperationOfAPrivilegedClassWaitsForASecondPerson() throws Exception {
    Path settings =
        settings(
            """
            # what thieves like
            EXECUTE POST /api/runCommand

            READ GET /api/**
            """);
    try (ServeProcess serve = serve(settings)) {
      String body = "{\"tenant\":\"acme\",\"scope\":[\"%s\"]}";
      ServeProcess.Answer runs =
          serve.ask(serve.credential(), "POST", "/v1/keys", body.formatted("POST /api/runCommand"));
      assertThat(runs.status()).as(serve.talk() + runs).isEqualTo(202);
      ServeProcess.Answer reads =
          serve.ask(serve.credential(), "POST", "/v1/keys", body.formatted("GET /api/systems"));
      assertThat(reads.status()).isEqualTo(201);
    }
  }

  @Test
  void aDeclarationThatMakesNoSenseStopsTheStartAndIsNamed() throws Exception {
    try (ServeProcess serve = serve(settings("READ GET /api/**\nDANGEROUS POST /api/x\n"))) {
      assertThat(serve.ended()).isEqualTo(2);
      assertThat(serve.talk()).contains("keys.operations", "declaration 2");
    }
  }
}
