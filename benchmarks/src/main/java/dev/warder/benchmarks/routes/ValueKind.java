package dev.warder.benchmarks.routes;

import dev.warder.testkit.draw.Draw;
import java.util.List;
import java.util.Locale;

/// What values of a parameter look like where its list does not say.
enum ValueKind {
  INTEGER {
    @Override
    String draw(Draw draw) {
      return Integer.toString(draw.between(1, draw.perMille(500) ? 5_000 : 90_000_000));
    }
  },
  UUID {
    @Override
    String draw(Draw draw) {
      String hex = draw.hex(32);
      return hex.substring(0, 8)
          + "-"
          + hex.substring(8, 12)
          + "-4"
          + hex.substring(13, 16)
          + "-a"
          + hex.substring(17, 20)
          + "-"
          + hex.substring(20);
    }
  },
  HEX {
    @Override
    String draw(Draw draw) {
      return draw.hex(draw.perMille(700) ? 24 : 40);
    }
  },
  ULID {
    @Override
    String draw(Draw draw) {
      return "01" + of("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24, draw);
    }
  },
  KSUID {
    @Override
    String draw(Draw draw) {
      return "2" + of(ALPHANUMERIC, 26, draw);
    }
  },
  BASE64URL {
    @Override
    String draw(Draw draw) {
      return of(ALPHANUMERIC + "-_", draw.between(16, 32), draw);
    }
  },
  PREFIXED {
    @Override
    String draw(Draw draw) {
      return draw.pick(PREFIXES) + of(ALPHANUMERIC, draw.between(12, 18), draw);
    }
  },
  SHORT_TOKEN {
    @Override
    String draw(Draw draw) {
      return of("abcdefghijklmnopqrstuvwxyz0123456789", draw.between(5, 9), draw);
    }
  },
  SLUG {
    @Override
    String draw(Draw draw) {
      StringBuilder slug = new StringBuilder(draw.pick(VOCABULARY));
      for (int more = draw.between(1, 3); more > 0; more--) {
        slug.append('-').append(draw.pick(VOCABULARY));
      }
      return slug.toString();
    }
  },
  NAME {
    @Override
    String draw(Draw draw) {
      return switch (draw.below(4)) {
        case 0 -> draw.pick(FIRST_NAMES);
        case 1 -> draw.pick(FIRST_NAMES) + "%20" + draw.pick(LAST_NAMES);
        case 2 -> draw.pick(VOCABULARY) + "_" + draw.pick(VOCABULARY);
        default -> draw.pick(VOCABULARY);
      };
    }
  },
  RESOURCE_NAME {
    @Override
    String draw(Draw draw) {
      return draw.pick(STAGES) + "-" + draw.pick(VOCABULARY);
    }
  },
  USER_NAME {
    @Override
    String draw(Draw draw) {
      String first = draw.pick(FIRST_NAMES).toLowerCase(Locale.ROOT);
      String last = draw.pick(LAST_NAMES).toLowerCase(Locale.ROOT);
      return switch (draw.below(4)) {
        case 0 -> first;
        case 1 -> first + "." + last;
        case 2 -> first.charAt(0) + last;
        default -> first + draw.between(1, 99);
      };
    }
  },
  EMAIL {
    @Override
    String draw(Draw draw) {
      return USER_NAME.draw(draw) + (draw.perMille(500) ? "@" : "%40") + "example.com";
    }
  },
  DATE {
    @Override
    String draw(Draw draw) {
      String day = String.format(Locale.ROOT, "%02d", draw.between(1, 28));
      String month = String.format(Locale.ROOT, "%02d", draw.between(1, 12));
      return draw.between(2019, 2026) + "-" + month + "-" + day;
    }
  },
  YEAR {
    @Override
    String draw(Draw draw) {
      return Integer.toString(draw.between(1998, 2026));
    }
  },
  COUNTRY {
    @Override
    String draw(Draw draw) {
      return draw.pick(COUNTRIES);
    }
  },
  CURRENCY {
    @Override
    String draw(Draw draw) {
      return draw.pick(CURRENCIES);
    }
  },
  LOCALE {
    @Override
    String draw(Draw draw) {
      return draw.pick(LOCALES);
    }
  },
  VERSION {
    @Override
    String draw(Draw draw) {
      return draw.below(9) + "." + draw.below(20) + "." + draw.below(30);
    }
  },
  STATE {
    @Override
    String draw(Draw draw) {
      return draw.pick(STATES);
    }
  },
  FORMAT {
    @Override
    String draw(Draw draw) {
      return draw.pick(FORMATS);
    }
  };

  private static final String ALPHANUMERIC =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final List<String> PREFIXES =
      List.of("cus_", "sub_", "prj_", "usr-", "inv_", "acct_", "tx_", "ord-", "k_");
  private static final List<String> STAGES =
      List.of("prod", "staging", "dev", "test", "eu", "us", "demo", "web", "internal", "my");
  private static final List<String> COUNTRIES =
      words("us gb de fr it es nl be pl se no dk fi at ch cz pt ie gr hu ro bg jp cn in br mx ca");
  private static final List<String> CURRENCIES =
      words("USD EUR GBP JPY CHF SEK NOK DKK PLN CZK HUF CAD AUD NZD CNY INR BRL MXN ZAR TRY");
  private static final List<String> LOCALES =
      words("en de fr es it pt nl en-US en-GB de-DE fr-FR es-ES pt-BR ja ko zh-CN pl sv");
  private static final List<String> STATES =
      words("active pending closed draft monthly weekly primary north blue basic gold html5");
  private static final List<String> FORMATS = List.of("json", "xml", "csv");
  private static final List<String> FIRST_NAMES =
      words(
          "Alice Bob Carla David Elena Farid Greta Hugo Ines Jonas Karin Luis Maria Nadia Oscar"
              + " Paula Quentin Rosa Stefan Tina Umar Vera Walter Xenia Yusuf Zoe Anna Bruno Chen"
              + " Dora Emil Fatima Georg Hana Ivan Julia Kenji Lena Marco Nora Olga Pedro Ravi Sara"
              + " Tomas Ursula Victor Wanda Yara Zeno");
  private static final List<String> LAST_NAMES =
      words(
          "Smith Jones Taylor Brown Miller Wagner Rossi Garcia Silva Novak Kowalski Jensen Larsen"
              + " Dubois Moreau Tanaka Suzuki Wang Singh Patel Khan Okafor Mensah Haddad Cohen Levy"
              + " Ivanov Petrov Horvat Nagy Popescu Costa Santos Lopez Perez Fischer Weber Schulz");
  private static final List<String> VOCABULARY =
      words(
          "garden winter summer river mountain ocean forest bridge castle harbor island meadow"
              + " sunset thunder velvet crystal amber copper silver marble cotton walnut cedar maple"
              + " cherry lemon orange coffee pepper sugar honey ginger basil falcon tiger rabbit"
              + " panda otter beaver dolphin eagle sparrow heron turtle lizard spider comet planet"
              + " rocket galaxy nebula orbit lunar solar quick brown lazy happy clever gentle brave"
              + " bright silent hidden secret frozen golden ancient modern simple perfect final"
              + " first annual weekly red blue green white black purple guide story recipe launch"
              + " update review report team project product music video photo book phone laptop"
              + " jacket shoes shirt table chair lamp window kitchen bedroom running cycling hiking"
              + " travel berlin paris london madrid rome vienna oslo dublin lisbon tokyo boston"
              + " backend frontend billing payments search gateway worker cache queue mailer alpha"
              + " beta gamma delta omega atlas phoenix mercury apollo titan nova zephyr hydra");

  /// One value.
  abstract String draw(Draw draw);

  private static List<String> words(String all) {
    return List.of(all.split(" "));
  }

  private static String of(String alphabet, int length, Draw draw) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(draw.below(alphabet.length())));
    }
    return text.toString();
  }
}
