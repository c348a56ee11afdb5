package dev.warder.server.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.Parameter.Place;
import dev.warder.model.RiskClass;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.OperationSummary.Origin;
import dev.warder.model.inventory.ParameterSummary;
import dev.warder.model.inventory.SensitiveData;
import dev.warder.model.inventory.SensitiveData.Basis;
import dev.warder.model.inventory.Timeline;
import dev.warder.server.sample.SampleAnalysis;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The documents as a well-kept parser reads them.
class OpenApiWriterTest {
  private static final List<CredentialKind> KEY = List.of(CredentialKind.API_KEY);

  @Test
  void everyDocumentOfASampleIsValid() {
    Inventory inventory = SampleAnalysis.eventfulDay().analysis().inventory();
    for (ApiSummary api : inventory.apis()) {
      OpenAPI read = valid(api);
      long operations =
          read.getPaths().values().stream().mapToLong(item -> item.readOperations().size()).sum();
      assertThat(operations).isEqualTo(api.operations().size());
      assertThat(read.getInfo().getTitle()).isEqualTo(api.host());
    }
  }

  @Test
  void hostileNamesStayValidDocuments() {
    for (ApiSummary api : SampleAnalysis.hostileDay().analysis().inventory().apis()) {
      parse(text(api));
    }
    valid(
        api(
            operation("GET", "/a{b/}c/{x y}/{x y}/{}", KEY),
            operation("GET", "/\u202E\"'<script>/{\u0001}", KEY)));
  }

  @Test
  void pathsThatDifferInNamesOnlyAreOnePath() {
    OpenAPI read =
        valid(api(operation("GET", "/users/{id}", KEY), operation("PUT", "/users/{name}", KEY)));

    assertThat(read.getPaths()).containsOnlyKeys("/users/{id}");
    assertThat(path(read, "/users/{id}").getPut().getParameters())
        .singleElement()
        .satisfies(parameter -> {
          assertThat(parameter.getName()).isEqualTo("id");
          assertThat(parameter.getRequired()).isTrue();
        });
  }

  @Test
  void typesFormatsAndBodiesArriveWhereTheyBelong() {
    ApiSummary api =
        api(
            operation(
                "POST",
                "/users",
                KEY,
                parameter(Place.QUERY, "dry_run", "boolean", ""),
                parameter(Place.BODY, "mail", "string", "email"),
                parameter(Place.BODY, "address.city", "string", ""),
                parameter(Place.BODY, "tags[].id", "integer", "")));
    valid(api);
    JsonNode post = JsonMapper.shared().readTree(text(api)).at("/paths/~1users/post");
    JsonNode body = post.at("/requestBody/content/application~1json/schema/properties");

    assertThat(post.at("/parameters/0/schema/type").asString()).isEqualTo("boolean");
    assertThat(body.propertyNames()).containsExactly("address", "mail", "tags");
    assertThat(body.at("/mail/format").asString()).isEqualTo("email");
    assertThat(body.at("/tags/items/properties/id/type").asString()).isEqualTo("integer");
    assertThat(post.path("responses").propertyNames()).containsExactly("200", "default");
  }

  @Test
  void keyInTheQueryIsDeclaredWhereItStandsAndCallsWithoutOneAreAllowedFor() {
    SensitiveData key = new SensitiveData("credential", "credential", Basis.NAME, 0, 3);
    ParameterSummary parameter =
        new ParameterSummary(Place.QUERY, "api_key", "string", "", 9, 5, true, List.of(key));
    OpenAPI read =
        valid(
            api(
                operation(
                    "GET",
                    "/feed",
                    List.of(CredentialKind.NONE, CredentialKind.API_KEY),
                    parameter)));

    SecurityScheme scheme =
        requireNonNull(read.getComponents().getSecuritySchemes().get("apiKeyInapi_key"));
    assertThat(scheme.getIn()).isEqualTo(SecurityScheme.In.QUERY);
    assertThat(scheme.getName()).isEqualTo("api_key");
    assertThat(path(read, "/feed").getGet().getSecurity())
        .anyMatch(Map::isEmpty)
        .anyMatch(use -> use.containsKey("apiKeyInapi_key"));
  }

  @Test
  void namedActionsAndUnknownPathsAreLeftOutAndCounted() {
    Inventory inventory =
        inventory(
            api(
                operation("GET", "/users", KEY),
                operation("ACTION", "iam:CreateUser", KEY),
                operation("GET", "(unknown path)", KEY),
                operation("PROPFIND", "/dav", KEY)));

    assertThat(OpenApiDocuments.of(inventory).leftOut()).isEqualTo(3);
  }

  @Test
  void fileNamesAreSafeAndDiffer() {
    List<ApiSummary> apis = new ArrayList<>();
    for (String host :
        List.of("a.example", "A.example", "../../etc/passwd", "..", "x/y", "x\\y", "ü", "x:443")) {
      apis.add(new ApiSummary(host, 1, 0, List.of(operation("GET", "/x", KEY))));
    }
    OpenApiDocuments documents = OpenApiDocuments.of(inventory(apis.toArray(ApiSummary[]::new)));

    List<String> names =
        documents.documents().stream().map(OpenApiDocuments.Document::fileName).toList();
    assertThat(names)
        .hasSameSizeAs(apis)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9_-][a-z0-9._-]*\\.openapi\\.json"));
    assertThat(names.getFirst()).isEqualTo("a.example.openapi.json");
  }

  private static PathItem path(OpenAPI read, String path) {
    return requireNonNull(read.getPaths().get(path));
  }

  private static Inventory inventory(ApiSummary... apis) {
    return new Inventory(
        List.of(apis),
        List.of(),
        List.of(),
        new Timeline(0, 1, List.of(), List.of()),
        0,
        0,
        0,
        0,
        0);
  }

  private static ApiSummary api(OperationSummary... operations) {
    return new ApiSummary("api.example.com", 100, 0, List.of(operations));
  }

  private static ParameterSummary parameter(Place place, String name, String type, String format) {
    return new ParameterSummary(place, name, type, format, 9, 5, true, List.of());
  }

  private static OperationSummary operation(
      String method, String template, List<CredentialKind> auth, ParameterSummary... parameters) {
    return new OperationSummary(
        new Operation("api.example.com", method, template),
        RiskClass.READ,
        "",
        Origin.LEARNED,
        10,
        1,
        0,
        0,
        auth,
        Map.of("200", 9L, "AccessDenied", 1L),
        10,
        10,
        10,
        10,
        10,
        1_791_158_400_000_000L,
        1_791_158_400_000_000L,
        List.of(),
        "",
        List.of(parameters),
        0);
  }

  private static OpenAPI valid(ApiSummary api) {
    SwaggerParseResult read = parse(text(api));
    assertThat(read.getMessages()).isNullOrEmpty();
    return read.getOpenAPI();
  }

  private static SwaggerParseResult parse(String document) {
    SwaggerParseResult read =
        new OpenAPIV3Parser().readContents(document, List.of(), new ParseOptions());
    assertThat(read.getOpenAPI()).as("%s", read.getMessages()).isNotNull();
    return read;
  }

  private static String text(ApiSummary api) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenApiWriter.write(api, 1_791_158_400_000_000L, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
