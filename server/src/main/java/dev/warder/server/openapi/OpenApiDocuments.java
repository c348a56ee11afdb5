package dev.warder.server.openapi;

import dev.warder.model.StableHash;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.OperationSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One document per API that has paths, each with a file name of its own.
///
/// Guarantees names of files hold letters, digits, dots and dashes only and never begin with a dot,
/// whatever a log calls its hosts; no two are the same, on file systems that ignore case either
///
/// @param documents by calls, most first
/// @param leftOut operations that are no path and method of OpenAPI: named actions, unknown methods
public record OpenApiDocuments(List<Document> documents, int leftOut) {
  private static final int LONGEST_NAME = 80;
  private static final String ENDING = ".openapi.json";

  public OpenApiDocuments {
    documents = List.copyOf(documents);
  }

  /// One file to write.
  ///
  /// @param fileName safe name, `api.example.com.openapi.json`
  /// @param api what it describes
  public record Document(String fileName, ApiSummary api) {}

  public static OpenApiDocuments of(Inventory inventory) {
    List<Document> documents = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int leftOut = 0;
    for (ApiSummary api : inventory.apis()) {
      int usable = 0;
      for (OperationSummary operation : api.operations()) {
        usable += PathItems.isUsable(operation.operation()) ? 1 : 0;
      }
      leftOut += api.operations().size() - usable;
      if (usable > 0) {
        documents.add(new Document(fileName(api.host(), names), api));
      }
    }
    return new OpenApiDocuments(documents, leftOut);
  }

  private static String fileName(String host, Set<String> taken) {
    String safe = safe(host);
    String name = safe.equals(host) && taken.add(safe) ? safe : safe + "-" + hash(host);
    taken.add(name);
    return name + ENDING;
  }

  private static String hash(String host) {
    return StableHash.uid("h", host).substring(2, 14);
  }

  private static String safe(String host) {
    StringBuilder name = new StringBuilder();
    String lower = host.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length() && name.length() < LONGEST_NAME; i++) {
      char c = lower.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      name.append(plain || (c == '.' && !name.isEmpty()) ? c : '_');
    }
    return name.isEmpty() ? "api" : name.toString();
  }
}
