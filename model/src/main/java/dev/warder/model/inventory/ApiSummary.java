package dev.warder.model.inventory;

import java.util.List;

/// One API: a host, or a provider's service.
///
/// @param host host or service name
/// @param calls how many calls it saw, those to unknown paths included
/// @param unknownPathCalls calls that ended in 404 and are therefore no evidence of an operation
/// @param operations by calls, most first
public record ApiSummary(
    String host, long calls, long unknownPathCalls, List<OperationSummary> operations) {

  public ApiSummary {
    operations = List.copyOf(operations);
  }
}
