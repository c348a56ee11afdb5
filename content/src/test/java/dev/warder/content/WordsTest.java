package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "listSSHKeys, list ssh key",
    "api_keys, api key",
    "runCommand, run command",
    "keyboard, keyboard",
    "policies, policy",
    "status, status",
    "access, access",
    "addresses, address",
    "GetFunction20150331v2, get function20150331v2",
    "'', ''",
  })
  void identifierIsSplitIntoSingularWords(String identifier, String words) {
    assertThat(String.join(" ", Words.of(identifier))).isEqualTo(words);
  }

  @Test
  void phraseIsFoundApartOrJoinedButNotInsideAWord() {
    List<String> phrase = List.of("api", "key");
    assertThat(Words.hold(List.of("my", "api", "key"), phrase)).isTrue();
    assertThat(Words.hold(List.of("apikey"), phrase)).isTrue();
    assertThat(Words.hold(List.of("key", "api"), phrase)).isFalse();
    assertThat(Words.hold(List.of("keyboard"), List.of("key"))).isFalse();
  }
}
