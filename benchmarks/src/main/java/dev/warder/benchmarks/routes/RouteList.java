package dev.warder.benchmarks.routes;

import dev.warder.benchmarks.routes.TrueOperation.DeclaredParameter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads published lists of operations: gzip, tab-separated, with the columns provider, api,
/// version, method, template and path_params (JSON).
///
/// Errors a line with fewer than five columns throws: the lists are ours, not an attacker's
final class RouteList {
  private static final JsonFactory JSON = new JsonFactory();

  private RouteList() {}

  static List<TrueOperation> read(Path file) {
    List<TrueOperation> operations = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        operations.add(operation(line.split("\t", -1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return operations;
  }

  private static TrueOperation operation(String[] columns) {
    String host = columns[0] + (columns[1].isEmpty() ? "" : "/" + columns[1]) + "/" + columns[2];
    String template = columns[4];
    for (int i = 0; i < template.length(); i++) {
      if (template.charAt(i) == '?' || template.charAt(i) == '#') {
        template = template.substring(0, i);
      }
    }
    List<DeclaredParameter> parameters =
        columns.length > 5 && !columns[5].isEmpty() ? parameters(columns[5]) : List.of();
    return new TrueOperation(columns[0], host, columns[3], template, parameters);
  }

  private static List<DeclaredParameter> parameters(String json) {
    List<DeclaredParameter> parameters = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          parameters.add(parameter(parser));
        }
      }
    }
    return parameters;
  }

  private static DeclaredParameter parameter(JsonParser parser) {
    String name = "";
    String type = "";
    String format = "";
    String pattern = "";
    String example = "";
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (member) {
        case "name" -> name = parser.getString();
        case "type" -> type = scalar(parser, token);
        case "format" -> format = scalar(parser, token);
        case "pattern" -> pattern = scalar(parser, token);
        case "example" -> example = scalar(parser, token);
        case "enum" -> {
          while (token == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(parser.getString());
          }
        }
        default -> parser.skipChildren();
      }
    }
    return new DeclaredParameter(name, type, format, pattern, example, values);
  }

  private static String scalar(JsonParser parser, JsonToken token) {
    if (token.isScalarValue()) {
      return token == JsonToken.VALUE_NULL ? "" : parser.getString();
    }
    parser.skipChildren();
    return "";
  }
}
