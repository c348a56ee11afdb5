package dev.warder.model.inventory;

import dev.warder.model.ClientKind;
import dev.warder.model.SourceClass;
import java.util.List;

/// One consumer behind a key: credential × source × client.
///
/// @param uid stable id
/// @param source canonical source
/// @param sourceLabel organisation and country for people, may be empty
/// @param sourceClass kind of network
/// @param address an address it used last
/// @param client client family
/// @param clientVersion version it used last, may be empty
/// @param clientKind kind of software
/// @param operations names of operations it uses, most used first, at most sixteen; empty if the
///   key has so many consumers that only this one's figures are remembered
/// @param operationCount how many different operations it uses
/// @param calls how many calls
/// @param failures how many of them did not succeed
/// @param firstMicros first call
/// @param lastMicros last call
/// @param rhythm when it calls, in words; empty if only figures are remembered
/// @param periodMicros usual time between its runs, 0 if it has none
/// @param nextExpectedMicros when it should call next, 0 if it has no rhythm
/// @param nats evidence against it at its highest
/// @param standing how the engine sees it
public record StrandSummary(
    String uid,
    String source,
    String sourceLabel,
    SourceClass sourceClass,
    String address,
    String client,
    String clientVersion,
    ClientKind clientKind,
    List<String> operations,
    int operationCount,
    long calls,
    long failures,
    long firstMicros,
    long lastMicros,
    String rhythm,
    long periodMicros,
    long nextExpectedMicros,
    double nats,
    Standing standing) {

  public StrandSummary {
    operations = List.copyOf(operations);
  }

  /// How the engine sees a strand.
  public enum Standing {
    /// Too little seen to teach the key's baseline.
    YOUNG,
    /// Its behaviour is part of the key's baseline.
    ESTABLISHED,
    /// Evidence against it crossed the threshold.
    SUSPECT
  }
}
