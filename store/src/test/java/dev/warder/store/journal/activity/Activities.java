package dev.warder.store.journal.activity;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Activities of every make, drawn by chance.
final class Activities {
  private final SplittableRandom random;

  Activities(long seed) {
    random = new SplittableRandom(seed);
  }

  Activity next() {
    return next(one("", "acme", "globex", text()));
  }

  Activity next(String tenant) {
    return next(tenant, parameters(), attributes());
  }

  Activity next(String tenant, List<Parameter> parameters, Map<String, String> attributes) {
    List<String> targets = list();
    return new Activity(
        random.nextInt(4) == 0 ? random.nextLong() : 1_760_000_000_000_000L + random.nextInt(),
        one("", text(), hex(32), hex(7), "5f1b6a0c-0123-4567-89ab-cdef01234567"),
        tenant,
        random.nextInt(6) == 0
            ? Caller.ANONYMOUS
            : new Caller(text(), one(CredentialKind.values()), text(), text(), text()),
        source(),
        random.nextInt(6) == 0
            ? Client.UNKNOWN
            : new Client("curl" + text(), text(), one(ClientKind.values()), text(), text()),
        new Call("api" + text(), one("", "GET", text()), one("", "/u/7"), text(), one("", "a:B")),
        new Outcome(one(Outcome.Result.values()), random.nextInt(1_000), text()),
        size(),
        size(),
        size(),
        targets,
        random.nextBoolean() ? targets : list(),
        one("", hex(16), text()),
        parameters,
        attributes);
  }

  private Source source() {
    int number = random.nextInt(70_000);
    return switch (random.nextInt(5)) {
      case 0 -> Source.UNKNOWN;
      case 1 ->
          new Source("192.0.2.1", number, "Org", "US", SourceClass.CLOUD, "AS" + number + " US");
      case 2 -> new Source("192.0.2.1", number, "", "", SourceClass.ISP, "AS" + number);
      case 3 -> new Source(text(), 7, text(), "DE", one(SourceClass.values()), "192.0.2.0/24 DE");
      default -> new Source("", number, "", text(), one(SourceClass.values()), "AS0" + text());
    };
  }

  private long size() {
    return switch (random.nextInt(3)) {
      case 0 -> Activity.UNKNOWN;
      case 1 -> random.nextInt(100_000);
      default -> random.nextLong();
    };
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (int n = count(); n > 0; n--) {
      parameters.add(
          new Parameter(
              one(Parameter.Place.values()), text(), random.nextLong(), random.nextInt(1 << 12)));
    }
    return parameters;
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new HashMap<>();
    for (int n = count(); n > 0; n--) {
      attributes.put(text(), text());
    }
    return attributes;
  }

  private List<String> list() {
    List<String> list = new ArrayList<>();
    for (int n = count(); n > 0; n--) {
      list.add(text());
    }
    return list;
  }

  private int count() {
    return random.nextInt(4) == 0 ? random.nextInt(Activity.MAX_LIST + 1) : 0;
  }

  private String hex(int digits) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      hex.append("0123456789abcdef".charAt(random.nextInt(16)));
    }
    return hex.toString();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int most =
        switch (random.nextInt(8)) {
          case 0 -> 0xFFFF;
          case 1 -> 0xFF;
          default -> 0x7F;
        };
    for (int n = random.nextInt(random.nextInt(20) == 0 ? 300 : 12); n > 0; n--) {
      text.append((char) random.nextInt(most + 1));
    }
    return text.toString();
  }

  @SafeVarargs
  private <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }
}
