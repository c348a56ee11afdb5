package dev.warder.engine.state;

import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import dev.warder.model.Outcome.Result;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import dev.warder.model.finding.Finding.Innocent;

/// The nouns of the model as they stand in a state; each writer has its reader behind it.
public final class SavedNouns {
  private SavedNouns() {}

  public static void write(StateWriter out, Source source) {
    out.shared(
        source,
        (to, of) -> {
          to.text(of.address());
          to.number(of.asNumber());
          to.text(of.organization());
          to.text(of.country());
          to.name(of.sourceClass());
          to.text(of.canonical());
        });
  }

  public static Source source(StateReader in) throws StateException {
    return in.shared(
        Source.class,
        from -> {
          String address = from.text();
          int asNumber = from.small();
          String organization = from.text();
          String country = from.text();
          SourceClass sourceClass = from.name(SourceClass.class);
          String canonical = from.text();
          from.require(!canonical.isEmpty(), "a source without a name");
          return new Source(address, asNumber, organization, country, sourceClass, canonical);
        });
  }

  public static void write(StateWriter out, Client client) {
    out.shared(
        client,
        (to, of) -> {
          to.text(of.family());
          to.text(of.version());
          to.name(of.kind());
          to.text(of.userAgent());
          to.text(of.ja4());
        });
  }

  public static Client client(StateReader in) throws StateException {
    return in.shared(
        Client.class,
        from -> {
          String family = from.text();
          from.require(!family.isEmpty(), "a client without a name");
          String version = from.text();
          ClientKind kind = from.name(ClientKind.class);
          return new Client(family, version, kind, from.text(), from.text());
        });
  }

  public static void write(StateWriter out, Caller caller) {
    out.text(caller.credentialUid());
    out.name(caller.kind());
    out.text(caller.principalUid());
    out.text(caller.principalName());
    out.text(caller.parentUid());
  }

  public static Caller caller(StateReader in) throws StateException {
    String uid = in.text();
    CredentialKind kind = in.name(CredentialKind.class);
    return new Caller(uid, kind, in.text(), in.text(), in.text());
  }

  public static void write(StateWriter out, Operation operation) {
    out.shared(
        operation,
        (to, of) -> {
          to.text(of.api());
          to.text(of.method());
          to.text(of.template());
        });
  }

  public static Operation operation(StateReader in) throws StateException {
    return in.shared(Operation.class, from -> new Operation(from.text(), from.text(), from.text()));
  }

  public static void write(StateWriter out, Outcome outcome) {
    out.shared(
        outcome,
        (to, of) -> {
          to.name(of.result());
          to.signed(of.status());
          to.text(of.error());
        });
  }

  public static Outcome outcome(StateReader in) throws StateException {
    return in.shared(
        Outcome.class,
        from -> new Outcome(from.name(Result.class), from.smallSigned(), from.text()));
  }

  public static void write(StateWriter out, Evidence evidence) {
    out.shared(
        evidence,
        (to, of) -> {
          to.text(of.activityUid());
          to.signed(of.timeMicros());
          to.text(of.credentialUid());
          to.text(of.address());
          to.text(of.source());
          to.text(of.client());
          to.text(of.operation());
          to.text(of.result());
          to.text(of.target());
        });
  }

  public static Evidence evidence(StateReader in) throws StateException {
    return in.shared(
        Evidence.class,
        from ->
            new Evidence(
                from.text(),
                from.signed(),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.text()));
  }

  public static void write(StateWriter out, FacetEvidence evidence) {
    out.name(evidence.facet());
    out.real(evidence.nats());
    out.text(evidence.usual());
    out.text(evidence.seen());
    out.name(evidence.newTo());
  }

  public static FacetEvidence facetEvidence(StateReader in) throws StateException {
    return new FacetEvidence(
        in.name(Facet.class), in.real(), in.text(), in.text(), in.name(Circle.class));
  }

  public static void write(StateWriter out, Innocent innocent) {
    out.text(innocent.story());
    out.real(innocent.nats());
  }

  public static Innocent innocent(StateReader in) throws StateException {
    return new Innocent(in.text(), in.real());
  }
}
