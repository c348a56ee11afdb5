package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.parameter.FieldBudget;
import dev.warder.engine.parameter.ParametersSeen;
import dev.warder.engine.parameter.SensitiveKinds;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import dev.warder.model.Source;
import dev.warder.model.ValueShape;
import dev.warder.model.inventory.SensitiveData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The shipped kinds of sensitive data, field by field, on made-up fields of known content: 40
/// values each, under telling and under meaningless names, a tenth of the values missing or
/// mistyped.
class SensitiveKindsTest {
  private static final SensitiveKinds KINDS = Content.standard().sensitiveKinds();
  private static final int FIELDS_PER_KIND = 200;
  private static final int VALUES_PER_FIELD = 40;

  private final Random random = new Random(17);

  @Test
  void fieldsAreToldApartByTheirValuesWhateverTheirNames() {
    int right = 0;
    int wrong = 0;
    int missed = 0;
    for (Made made : made()) {
      for (int i = 0; i < FIELDS_PER_KIND; i++) {
        List<String> found = kindsOf(made.name(), made.value());
        boolean hit = found.contains(made.kind());
        right += hit ? 1 : 0;
        missed += !made.kind().isEmpty() && !hit ? 1 : 0;
        wrong += found.size() - (hit ? 1 : 0);
      }
    }
    double precision = (double) right / (right + wrong);
    double recall = (double) right / (right + missed);

    assertThat(precision).as("precision of fields").isGreaterThan(0.99);
    assertThat(recall).as("recall of fields").isGreaterThan(0.97);
  }

  @ParameterizedTest
  @CsvSource({
    "first_name, person-name",
    "lastName, person-name",
    "user[password], credential",
    "api_key, credential",
    "clientSecret, credential",
    "address.postalCode, postal-address",
    "lat, location",
    "dob, birth-date",
    "ssn, national-id-by-name",
    "phoneNumber, phone",
  })
  void someNamesTellWhatNoValueCan(String name, String kind) {
    assertThat(kindsOf(name, () -> "x" + random.nextInt(1_000))).containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "name",
    "company",
    "expand",
    "platform",
    "status",
    "sort",
    "filename",
    "key",
    "cursor"
  })
  void ordinaryNamesTellNothing(String name) {
    assertThat(kindsOf(name, () -> "x" + random.nextInt(1_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"email", "mail_sent", "card", "iban", "tax_id"})
  void nameOfACheckableKindNeedsValuesThatPass(String name) {
    assertThat(kindsOf(name, () -> "x" + random.nextInt(1_000))).isEmpty();
  }

  private record Made(String kind, String name, Supplier<String> value) {}

  private List<Made> made() {
    List<Made> all = new ArrayList<>();
    for (String name : List.of("f1", "value")) {
      all.add(new Made("payment-card", name, () -> card()));
      all.add(new Made("iban", name, () -> iban()));
      all.add(new Made("email", name, () -> word() + "@" + word() + ".example.com"));
      all.add(new Made("phone", name, () -> "+49" + digits(9)));
      all.add(new Made("national-id", name, () -> dni()));
      all.add(new Made("", name, () -> "4" + digits(15)));
      all.add(new Made("", name, () -> "6" + digits(18)));
      all.add(new Made("", name, () -> digits(11)));
      all.add(new Made("", name, () -> digits(8) + (char) ('A' + random.nextInt(26))));
      all.add(new Made("", name, () -> "DE" + digits(20)));
      all.add(new Made("", name, () -> Long.toString(1_790_000_000_000L + random.nextInt())));
      all.add(new Made("", name, () -> word()));
      all.add(new Made("", name, () -> "usr_" + word() + digits(6)));
      all.add(
          new Made("", name, () -> random.nextInt(3) == 0 ? word() + "@x.example.com" : word()));
    }
    all.add(new Made("payment-card", "cardNumber", () -> card()));
    all.add(new Made("email", "user_email", () -> word() + "@" + word() + ".example.com"));
    all.add(new Made("", "card", () -> "5" + digits(15)));
    all.add(new Made("", "account_number", () -> "DE" + digits(20)));
    return all;
  }

  private List<String> kindsOf(String name, Supplier<String> value) {
    ParametersSeen seen = new ParametersSeen(new FieldBudget());
    for (int i = 0; i < VALUES_PER_FIELD; i++) {
      boolean stray = random.nextInt(10) == 0;
      seen.count(call(Parameter.of(Place.QUERY, name, stray ? "?" : value.get())), "/x");
    }
    return seen.summaries("/x", KINDS).getFirst().sensitive().stream()
        .map(SensitiveData::id)
        .toList();
  }

  private static Activity call(Parameter parameter) {
    return new Activity(
        1,
        "a",
        "",
        Caller.ANONYMOUS,
        Source.UNKNOWN,
        Client.UNKNOWN,
        new Call("api.example.com", "GET", "/x", "", ""),
        Outcome.ofStatus(200),
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        List.of(),
        List.of(),
        "",
        List.of(parameter),
        Map.of());
  }

  private String card() {
    return passing("4" + digits(14), ValueShape.LUHN, 10);
  }

  /// The one check digit of ten that is right, found by trying.
  private static String passing(String body, ValueShape shape, int most) {
    for (int check = 0; check < most; check++) {
      if (Parameter.of(Place.QUERY, "x", body + check).has(shape)) {
        return body + check;
      }
    }
    throw new AssertionError("one of " + most + " check digits is right");
  }

  private String iban() {
    String account = digits(18);
    for (int check = 2; check < 99; check++) {
      String iban = "DE" + (check < 10 ? "0" : "") + check + account;
      if (Parameter.of(Place.QUERY, "x", iban).has(ValueShape.IBAN)) {
        return iban;
      }
    }
    throw new AssertionError("one of 97 checks is right");
  }

  private String dni() {
    String number = digits(8);
    for (char letter = 'A'; letter <= 'Z'; letter++) {
      if (Parameter.of(Place.QUERY, "x", number + letter).has(ValueShape.NATIONAL_ID)) {
        return number + letter;
      }
    }
    throw new AssertionError("one letter is right");
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }
}
