package dev.warder.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuitesTest {
  @Test
  void whatTheStandardForbidsDoesNotFit() {
    for (String suite :
        new String[] {
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"
        }) {
      assertThat(Suites.fitHttp2("TLSv1.2", suite)).as(suite).isFalse();
    }
  }

  @Test
  void whatItAllowsDoes() {
    for (String suite :
        new String[] {
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
        }) {
      assertThat(Suites.fitHttp2("TLSv1.2", suite)).as(suite).isTrue();
    }
    assertThat(Suites.fitHttp2("TLSv1.3", "TLS_AES_128_GCM_SHA256")).isTrue();
  }
}
