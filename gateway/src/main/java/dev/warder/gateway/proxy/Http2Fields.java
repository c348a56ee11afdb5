package dev.warder.gateway.proxy;

import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.Lengths;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/// The fields of one stream as they came: what the codec would put in order or right itself is
/// noted before.
final class Http2Fields extends DefaultHttp2Headers {
  private boolean isBehind;
  private boolean hasLength;
  private @Nullable Fault fault;

  Http2Fields() {
    // Whatever is wrong is for the one reader to say.
    super(false);
  }

  @Override
  public Http2Headers add(CharSequence name, CharSequence value) {
    if (!name.isEmpty() && name.charAt(0) == ':') {
      note(isBehind ? Fault.PSEUDO : null);
    } else {
      isBehind = true;
    }
    if (CharSequence.compare(name, "content-length") == 0) {
      boolean fits = !hasLength && Lengths.isDecimal(value);
      hasLength = true;
      if (!fits) {
        note(Fault.LENGTH);
        return this;
      }
    }
    return super.add(name, value);
  }

  private void note(@Nullable Fault found) {
    fault = fault == null ? found : fault;
  }

  /// What is wrong with them, if it no longer shows.
  @Nullable Fault fault() {
    return fault;
  }
}
