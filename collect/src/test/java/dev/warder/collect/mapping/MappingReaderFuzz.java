package dev.warder.collect.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes at all as a mapping file: a mapping, or an error that names the file.
class MappingReaderFuzz {
  @FuzzTest
  void anyBytesAreAMappingOrAnErrorWithItsPlace(byte[] input) {
    try {
      Mapping mapping = MappingReader.read("fuzz.yaml", input);
      assertThat(mapping.has(Word.TIME)).isTrue();
      assertThat(mapping.size()).isLessThanOrEqualTo(PointerTrie.MAX_POINTERS);
    } catch (MappingException e) {
      assertThat(e).hasMessageStartingWith("fuzz.yaml:");
    }
  }
}
