package dev.warder.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class LoopTest {
  @Test
  void whatTheNetworkOrAFailedHandshakeDidIsNoFaultOfOurs() {
    assertThat(Loop.isOurs(new IOException("reset"))).isFalse();
    assertThat(Loop.isOurs(new DecoderException(new SSLHandshakeException("no suite")))).isFalse();
    assertThat(Loop.isOurs(new TooLongFrameException("first words"))).isFalse();
  }

  @Test
  void whatOurOwnCodeDidIs() {
    assertThat(Loop.isOurs(new IllegalStateException("ours"))).isTrue();
    assertThat(Loop.isOurs(new DecoderException(new IllegalStateException("ours")))).isTrue();
    assertThat(Loop.isOurs(new DecoderException("nobody knows"))).isTrue();
  }
}
