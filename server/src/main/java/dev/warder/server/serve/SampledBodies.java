package dev.warder.server.serve;

import dev.warder.collect.JsonBody;
import dev.warder.gateway.activity.BodySampler;
import dev.warder.model.Parameter;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Looks at the JSON body of one request in so many, by lot: nobody can send what he wants unseen
/// between two that are looked at.
final class SampledBodies implements BodySampler {
  private final int oneIn;
  private final ThreadLocal<JsonBody> readers = ThreadLocal.withInitial(JsonBody::new);

  private SampledBodies(int oneIn) {
    this.oneIn = oneIn;
  }

  /// As `gateway.body_samples` has it.
  static BodySampler of(Configuration configuration) throws ConfigurationException {
    int oneIn = GatewaySettings.bodySamples(configuration);
    return oneIn == 0 ? NONE : new SampledBodies(oneIn);
  }

  @Override
  public boolean chooses() {
    return ThreadLocalRandom.current().nextInt(oneIn) == 0;
  }

  @Override
  public List<Parameter> parameters(List<Parameter> query, byte[] body) {
    return readers.get().after(query, body);
  }
}
