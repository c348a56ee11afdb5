package dev.warder.server.summary;

import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.PostureFinding;
import java.util.Comparator;
import java.util.List;

/// A weakness and the key that has it.
///
/// @param credential the key
/// @param finding what is wrong with it
public record PostureEntry(CredentialSummary credential, PostureFinding finding) {

  /// Every weakness, worst first, then by the calls of the key.
  public static List<PostureEntry> of(Inventory inventory) {
    return inventory.credentials().stream()
        .flatMap(c -> c.posture().stream().map(p -> new PostureEntry(c, p)))
        .sorted(
            Comparator.comparingInt((PostureEntry e) -> -e.finding().severity().id())
                .thenComparingLong(e -> -e.credential().calls()))
        .toList();
  }
}
