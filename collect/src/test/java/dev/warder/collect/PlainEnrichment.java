package dev.warder.collect;

import dev.warder.enrich.network.AddressText;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;

/// Tells of an address and an agent what they say themselves; an address in its plain spelling.
final class PlainEnrichment implements Enrichment {
  @Override
  public Source source(String address, String countryHint) {
    if (address.isEmpty()) {
      return Source.UNKNOWN;
    }
    String plain =
        AddressText.parse(address) instanceof AddressText.Ip ip ? ip.address().toString() : address;
    return new Source(plain, 0, "", countryHint, SourceClass.UNKNOWN, plain);
  }

  @Override
  public Client client(String userAgent, String ja4) {
    if (userAgent.isEmpty() && ja4.isEmpty()) {
      return Client.UNKNOWN;
    }
    int slash = userAgent.indexOf('/');
    String family = slash > 0 ? userAgent.substring(0, slash) : "other";
    return new Client(family, "", ClientKind.UNKNOWN, userAgent, ja4);
  }
}
