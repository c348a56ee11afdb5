package dev.warder.engine.state;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes at all, under right checksums: an engine or a refusal, and nothing else is thrown.
class EngineStateFuzz {
  @FuzzTest
  void anyBytesAreAnEngineOrRefused(byte[] payload) {
    try {
      Saved.restored(StateDamageTest.framed(payload)).finish();
    } catch (StateException e) {
      // What a damaged state is for.
    }
  }
}
