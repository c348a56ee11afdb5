package dev.warder.model.inventory;

import java.util.List;

/// One API: a host, or a provider's service.
///
/// @param host host or service name
/// @param calls how many calls it saw, those to unknown paths included
/// @param unknownPathCalls calls that ended in 404 and are therefore no evidence of an operation
/// @param operations by calls, most first
/// @param specFindings where traffic and the API's description part, worst first; empty if no
///   description was given
public record ApiSummary(
    String host,
    long calls,
    long unknownPathCalls,
    List<OperationSummary> operations,
    List<SpecFinding> specFindings) {

  public ApiSummary {
    operations = List.copyOf(operations);
    specFindings = List.copyOf(specFindings);
  }

  /// An API that nobody described.
  public ApiSummary(
      String host, long calls, long unknownPathCalls, List<OperationSummary> operations) {
    this(host, calls, unknownPathCalls, operations, List.of());
  }

  public ApiSummary withSpecFindings(List<SpecFinding> findings) {
    return new ApiSummary(host, calls, unknownPathCalls, operations, findings);
  }
}
