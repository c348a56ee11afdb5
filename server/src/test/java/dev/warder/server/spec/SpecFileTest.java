package dev.warder.server.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warder.engine.spec.ApiSpec;
import dev.warder.engine.spec.SpecOperation;
import dev.warder.engine.spec.SpecOperation.Auth;
import dev.warder.engine.spec.SpecParameter;
import dev.warder.model.Parameter.Place;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecFileTest {
  private static final String OPENAPI =
      """
      openapi: 3.1.0
      info: {title: x, version: '1'}
      servers:
        - url: https://{region}.example.com:8443/base/
          variables: {region: {default: eu, enum: [eu, us]}}
      security: [{key: []}]
      paths:
        /users/{id}:
          parameters:
            - $ref: '#/components/parameters/Id'
          get:
            deprecated: true
            parameters:
              - {name: day, in: query, schema: {type: [string, 'null'], format: date}}
          post:
            security: []
            requestBody:
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/User'}
        /open:
          get:
            security: [{}, {query: []}]
      components:
        parameters:
          Id: {name: id, in: path, required: true, schema: {type: integer}}
        securitySchemes:
          key: {type: apiKey, in: header, name: x-api-key}
          query: {type: apiKey, in: query, name: api_key}
        schemas:
          User:
            allOf:
              - properties:
                  mail: {type: string, format: email}
                  manager: {$ref: '#/components/schemas/User'}
              - properties:
                  tags: {type: array, items: {type: object, properties: {id: {type: integer}}}}
      """;

  @TempDir private Path folder;

  @Test
  void everythingThatMattersIsReadFromYaml() {
    ApiSpec spec = read(OPENAPI);

    assertThat(spec.hosts()).containsExactly("eu.example.com", "us.example.com");
    assertThat(spec.notes()).isEmpty();
    SpecOperation get = spec.operations().getFirst();
    assertThat(get.name()).isEqualTo("GET /base/users/{id}");
    assertThat(get.deprecated()).isTrue();
    assertThat(get.auth()).isEqualTo(Auth.REQUIRED);
    assertThat(get.parameters())
        .containsExactly(
            new SpecParameter(Place.PATH, "id", "integer", "", true),
            new SpecParameter(Place.QUERY, "day", "string", "date", false));
    SpecOperation post = spec.operations().get(1);
    assertThat(post.auth()).isEqualTo(Auth.NONE);
    assertThat(post.parameters())
        .contains(
            new SpecParameter(Place.BODY, "mail", "string", "email", false),
            new SpecParameter(Place.BODY, "manager.mail", "string", "email", false),
            new SpecParameter(Place.BODY, "tags[].id", "integer", "", false));
    SpecOperation open = spec.operations().get(2);
    assertThat(open.auth()).isEqualTo(Auth.OPTIONAL);
    assertThat(open.keyInQuery()).isTrue();
  }

  @Test
  void onlyWhatEveryCallMustCarryIsRequired() {
    ApiSpec spec =
        read(
            """
            openapi: 3.0.0
            info: {title: x, version: '1'}
            paths:
              /a:
                post:
                  parameters:
                    - {name: day, in: query, required: true, schema: {type: string}}
                    - {name: page, in: query, required: true, schema: {type: integer, default: 1}}
                    - {name: sort, in: query, schema: {type: string}}
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          required: [name, id, owner]
                          properties:
                            name: {type: string}
                            id: {type: string, readOnly: true}
                            note: {type: string}
                            owner: {required: [mail], properties: {mail: {type: string}, tel: {}}}
                          oneOf: [{required: [kind], properties: {kind: {type: string}}}]
            """);

    assertThat(spec.operations().getFirst().parameters())
        .filteredOn(SpecParameter::required)
        .extracting(SpecParameter::name)
        .containsExactly("day", "name", "owner.mail");
  }

  @Test
  void swaggerTwoIsReadFromJsonInGzip() throws IOException {
    Path file = folder.resolve("a.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          """
          {"swagger":"2.0","host":"api.example.com:443","basePath":"/v2/",
           "securityDefinitions":{"k":{"type":"apiKey","in":"query","name":"key"}},
           "paths":{"/a":{"post":{"security":[{"k":[]}],"parameters":[
             {"name":"n","in":"query","type":"integer"},
             {"name":"b","in":"body","schema":{"properties":{"x":{"type":"string"}}}}]}}}}
          """
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    ApiSpec spec = SpecFile.read(file);

    assertThat(spec.hosts()).containsExactly("api.example.com");
    SpecOperation only = spec.operations().getFirst();
    assertThat(only.name()).isEqualTo("POST /v2/a");
    assertThat(only.keyInQuery()).isTrue();
    assertThat(only.parameters())
        .containsExactly(
            new SpecParameter(Place.QUERY, "n", "integer", "", false),
            new SpecParameter(Place.BODY, "x", "string", "", false));
  }

  @Test
  void nothingIsEverFetched() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + server.getLocalPort();
      Path secret = Files.writeString(folder.resolve("secret.yaml"), "{in: query, name: stolen}");
      ApiSpec spec =
          read(
              """
              openapi: 3.0.0
              $ref: %1$s/root
              servers: [{url: %1$s/api}]
              externalDocs: {url: %1$s/docs}
              paths:
                /a: {$ref: '%1$s/item.yaml#/a'}
                /b:
                  get:
                    parameters:
                      - $ref: '%1$s/parameter'
                      - $ref: '%2$s'
                      - $ref: 'secret.yaml'
                      - $ref: 'file://%2$s'
                    requestBody:
                      content: {application/json: {schema: {$ref: '%1$s/schema#/x'}}}
              """
                  .formatted(address, secret));

      assertThat(spec.operations())
          .singleElement()
          .satisfies(operation -> assertThat(operation.parameters()).isEmpty());
      assertThat(spec.notes()).anyMatch(note -> note.contains("references to other documents"));
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void circlesAndNestedChoicesEnd() {
    ApiSpec spec =
        read(
            """
            openapi: 3.0.0
            paths:
              /a:
                post:
                  parameters: [{$ref: '#/components/parameters/A'}]
                  requestBody:
                    content:
                      application/json: {schema: {$ref: '#/components/schemas/S'}}
            components:
              parameters:
                A: {$ref: '#/components/parameters/B'}
                B: {$ref: '#/components/parameters/A'}
              schemas:
                S: {allOf: [%s]}
            """
                .formatted("{$ref: '#/components/schemas/S'}, ".repeat(200)));

    assertThat(spec.operations()).hasSize(1);
    assertThat(spec.notes()).anyMatch(note -> note.contains("lead nowhere"));
  }

  @Test
  void aliasesOfYamlDoNotMultiply() {
    StringBuilder bomb = new StringBuilder("openapi: 3.0.0\npaths: {}\nx0: &a0 [x, x, x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("x%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
    }

    assertThat(read(bomb.toString()).operations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "just text",
        "[1, 2]",
        "{\"openapi\": 3}",
        "{\"swagger\": \"1.2\", \"paths\": {}}",
        "{\"openapi\": \"3.0.0\", \"paths\": ",
        "openapi: [unclosed",
        "\u0000\u0001",
      })
  void whatIsNoDescriptionIsRefusedByName(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("spec.yaml");
  }

  @Test
  void deepAndOddlyTypedDocumentsAreRefusedOrReadWithoutAFault() {
    String deep = "{\"openapi\":\"3.0.0\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> read(deep)).isInstanceOf(CommandFailure.class);

    ApiSpec odd =
        read(
            """
            {"openapi":"3.0.0","servers":{"url":7},"security":"none","paths":{"/a":{"get":7,
             "post":{"deprecated":"yes","security":[7,{"x":1}],"parameters":{"name":[]},
             "requestBody":"x"},"parameters":7},"/b":[],"c":{}},"components":[1]}
            """);
    assertThat(odd.operations()).isNotEmpty();
  }

  @Test
  void publishedDescriptionsOfARealApiAreRead() {
    for (String name : List.of("V1", "V2", "DirectoryInsights")) {
      ApiSpec spec = SpecFile.read(shared("jumpcloud/specs/JumpCloud.SDK." + name + ".json.gz"));
      assertThat(spec.operations()).as(name).isNotEmpty();
      assertThat(spec.hosts()).as(name).isNotEmpty().allMatch(h -> h.endsWith("jumpcloud.com"));
    }
  }

  private static Path shared(String path) {
    Path file =
        Path.of(System.getProperty("warder.root", "."))
            .resolve("../shared/data")
            .resolve(path)
            .normalize();
    boolean required = "true".equals(System.getenv("CI"));
    assumeTrue(required || Files.exists(file), "shared file " + path + " is not here");
    return file;
  }

  private ApiSpec read(String text) {
    try {
      return SpecFile.read(Files.writeString(folder.resolve("spec.yaml"), text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
