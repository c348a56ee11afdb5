package dev.warder.keys.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.foreign.ImportRow.BadLine;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import dev.warder.model.KeyRecord.Privilege;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportReaderTest {
  private static final String HASH =
      "c378e30dede54975645e01af13f9611254e2ed0793e965d1fb08a84c6786e639";
  private static final ForeignFormat FORMAT =
      ForeignFormatTest.declared(ForeignFormatTest.with("hashed", "whole-value"));

  @Test
  void everyFieldIsRead() throws IOException {
    String json =
        """
        {"id": "7Fq2", "hash": "%s", "tenant": "acme", "principal": "svc", "integration": "scim",\
         "environment": "live", "privileged": true, "created": "2026-01-31T08:00:00Z",\
         "expires": "2027-01-31T08:00:00.5+01:00", "scopes": ["read", "a/b"], "owner": "jane",\
         "contact": "j@x.example", "note": "caf\\u00e9 \\ud83d\\ude00 \\"q\\"", "salt": null}
        """
            .formatted(HASH);
    ImportedKey key =
        new ImportedKey(
            1,
            "7Fq2",
            StoredHash.of(java.util.HexFormat.of().parseHex(HASH), new byte[0]),
            "acme",
            "svc",
            "scim",
            "live",
            Privilege.PRIVILEGED,
            1_769_846_400_000_000L,
            1_801_378_800_500_000L,
            List.of("read", "a/b"),
            "jane",
            "j@x.example",
            "caf\u00e9 \ud83d\ude00 \"q\"");
    assertThat(rows(Layout.NDJSON, json)).containsExactly(key);
    String csv =
        """
        id,hash,tenant,principal,integration,environment,privileged,created,expires,scopes,owner,contact,note,salt
        7Fq2,%s,acme,svc,scim,live,true,2026-01-31T08:00:00Z,2027-01-31T08:00:00.5+01:00,read a/b,jane,j@x.example,"caf\u00e9 \ud83d\ude00 ""q\""",
        """
            .formatted(HASH);
    assertThat(rows(Layout.CSV, csv))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .containsExactly(key);
  }

  @Test
  void whatIsNotToldIsNotMadeUp() throws IOException {
    ImportRow row = rows(Layout.NDJSON, line("")).getFirst();
    assertThat(row)
        .isInstanceOfSatisfying(
            ImportedKey.class,
            key -> {
              assertThat(key.privilege()).isEqualTo(Privilege.UNKNOWN);
              assertThat(key.createdMicros()).isZero();
              assertThat(key.expiresMicros()).isEqualTo(Long.MAX_VALUE);
              assertThat(key.scopes()).isEmpty();
              assertThat(key.environment()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        ", \"colour\": \"red\"|UNKNOWN_FIELD|~~",
        ", \"id\": \"8\"|DUPLICATE_FIELD|id",
        ", \"privileged\": \"yes\"|WRONG_TYPE|privileged",
        ", \"principal\": true|WRONG_TYPE|principal",
        ", \"scopes\": \"a b\"|WRONG_TYPE|scopes",
        ", \"scopes\": [\"\"]|MALFORMED_VALUE|scopes",
        ", \"scopes\": [[\"a\"]]|MALFORMED_JSON|~~",
        ", \"scopes\": [\"a\",]|MALFORMED_JSON|~~",
        ", \"note\": 17|MALFORMED_JSON|~~",
        ", \"note\": {}|MALFORMED_JSON|~~",
        ", \"note\": \"\\ud83d\"|MALFORMED_JSON|~~",
        ", \"note\": \"\\x\"|MALFORMED_JSON|~~",
        ", \"note\": \"\\u00g0\"|MALFORMED_JSON|~~",
        ", \"note\": \"a\tb\"|MALFORMED_JSON|~~",
        ", \"note\": \"a\\nb\"|MALFORMED_VALUE|note",
        ", \"note\": tru|MALFORMED_JSON|~~",
        ",|MALFORMED_JSON|~~",
        ", \"salt\": \"00\"|MALFORMED_VALUE|salt",
        ", \"environment\": \"prod\"|MALFORMED_VALUE|environment",
        ", \"created\": \"yesterday\"|MALFORMED_VALUE|created",
        ", \"created\": \"1960-01-01T00:00:00Z\"|MALFORMED_VALUE|created",
        ", \"created\": \"+999999999-01-01T00:00:00Z\"|MALFORMED_VALUE|created",
        ", \"created\": \"2026-01-01T00:00:00Z\", \"expires\": \"2026-01-01T00:00:00Z\"|EXPIRES_TOO_EARLY|expires",
      })
  void badLineIsToldWithItsFaultAndTheNextIsRead(String more, LineFault fault, String field)
      throws IOException {
    assertThat(rows(Layout.NDJSON, line(more) + line("")))
        .satisfiesExactly(
            bad -> assertThat(bad).isEqualTo(new BadLine(1, fault, field)),
            good -> assertThat(good).isInstanceOf(ImportedKey.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"id\": \"7Fq2\", \"tenant\": \"t\"}|MISSING_FIELD|hash",
        "{\"hash\": \"00\", \"id\": \"7Fq2\", \"tenant\": \"t\"}|MALFORMED_VALUE|hash",
        "{\"hash\": \"acme_7Fq2_0123456789abcdEF\", \"id\": \"7\", \"tenant\": \"t\"}|MALFORMED_VALUE|hash",
        "{\"id\": \"7_q2\", \"tenant\": \"t\"}|MALFORMED_VALUE|id",
        "{\"id\": \"\", \"tenant\": \"t\"}|MISSING_FIELD|id",
        "{}|MISSING_FIELD|id",
        "{} {}|MALFORMED_JSON|~~",
        "[]|MALFORMED_JSON|~~",
        "{\"id\"}|MALFORMED_JSON|~~",
        "{\"id\": \"a}|MALFORMED_JSON|~~",
        "{\"id\": \"a\\|MALFORMED_JSON|~~",
        "{\"id\": \"\\u00|MALFORMED_JSON|~~",
      })
  void linesThatAreNoKeysAreTold(String line, LineFault fault, String field) throws IOException {
    assertThat(rows(Layout.NDJSON, line)).containsExactly(new BadLine(1, fault, field));
  }

  @Test
  void tenantIsNeeded() throws IOException {
    assertThat(rows(Layout.NDJSON, line("").replace("tenant", "note")))
        .containsExactly(new BadLine(1, LineFault.MISSING_FIELD, "tenant"));
  }

  @Test
  void saltsAreNeededExactlyWhereTheFormatHasThem() throws IOException {
    ForeignFormat salted =
        ForeignFormatTest.declared(ForeignFormatTest.with("hash", "salted-sha256"));
    assertThat(rows(salted, Layout.NDJSON, line("")))
        .containsExactly(new BadLine(1, LineFault.MISSING_FIELD, "salt"));
    assertThat(rows(salted, Layout.NDJSON, line(", \"salt\": \"" + "0".repeat(64) + "\"")))
        .containsExactly(new BadLine(1, LineFault.MALFORMED_VALUE, "salt"));
    assertThat(rows(salted, Layout.NDJSON, line(", \"salt\": \"00ff\"")).getFirst())
        .isInstanceOf(ImportedKey.class);
  }

  @Test
  void encodingsAreStrict() throws IOException {
    Map<String, String> base64 = new HashMap<>(ForeignFormatTest.with("encoding", "base64"));
    String right = "w3jjDe3lSXVkXgGvE/lhElTi7QeT6WXR+wioTGeG5jk=";
    ForeignFormat format = ForeignFormatTest.declared(base64);
    ImportRow row = rows(format, Layout.NDJSON, line("").replace(HASH, right)).getFirst();
    assertThat(row)
        .isInstanceOfSatisfying(
            ImportedKey.class,
            key ->
                assertThat(key.hash().expose()).isEqualTo(java.util.HexFormat.of().parseHex(HASH)));
    for (String wrong : List.of(right.replace("=", ""), right.replace("k=", "l="), HASH)) {
      assertThat(rows(format, Layout.NDJSON, line("").replace(HASH, wrong)))
          .containsExactly(new BadLine(1, LineFault.MALFORMED_VALUE, "hash"));
    }
  }

  @Test
  void csvIsStrict() throws IOException {
    String csv =
        "\uFEFFid,hash,tenant,note\r\n"
            + "a,%s,t,\"x, \"\"y\"\"\"\r\n"
            + "b,%s,t\n"
            + "c,%s,t,n,\n"
            + "d,%s,t,\"open\n"
            + "e,%s,t,a\"b\n"
            + "f,%s,t,\"a\"b\n"
            + "\n"
            + "g,%s,t,";
    assertThat(rows(Layout.CSV, csv.replace("%s", HASH)))
        .satisfiesExactly(
            row -> assertThat(((ImportedKey) row).note()).isEqualTo("x, \"y\""),
            row -> assertThat(row).isEqualTo(new BadLine(3, LineFault.MALFORMED_CSV, "")),
            row -> assertThat(row).isEqualTo(new BadLine(4, LineFault.MALFORMED_CSV, "")),
            row -> assertThat(row).isEqualTo(new BadLine(5, LineFault.MALFORMED_CSV, "")),
            row -> assertThat(row).isEqualTo(new BadLine(6, LineFault.MALFORMED_CSV, "")),
            row -> assertThat(row).isEqualTo(new BadLine(7, LineFault.MALFORMED_CSV, "")),
            row -> assertThat(row.line()).isEqualTo(9));
  }

  @Test
  void underNamesThatMakeNoSenseNoLineIsTaken() throws IOException {
    String line = "\na," + HASH + ",t\n";
    assertThat(rows(Layout.CSV, "id,hash,customer" + line))
        .allMatch(row -> row instanceof BadLine bad && bad.fault() == LineFault.UNKNOWN_FIELD)
        .hasSize(2);
    assertThat(rows(Layout.CSV, "id,hash,id" + line))
        .allMatch(row -> row instanceof BadLine bad && bad.fault() == LineFault.DUPLICATE_FIELD)
        .hasSize(2);
  }

  @Test
  void bytesThatAreNoTextAndLinesTooLongAreReadPast() throws IOException {
    byte[] broken = {'{', (byte) 0xc3, '}', '\n'};
    String huge = "{\"note\": \"" + "x".repeat(100_000) + "\"}\n";
    List<ImportRow> rows =
        rows(
            FORMAT,
            Layout.NDJSON,
            new String(broken, StandardCharsets.ISO_8859_1) + huge + line(""),
            StandardCharsets.ISO_8859_1);
    assertThat(rows)
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo(new BadLine(1, LineFault.NOT_UTF8, "")),
            row -> assertThat(row).isEqualTo(new BadLine(2, LineFault.LINE_TOO_LONG, "")),
            row -> assertThat(row).isInstanceOf(ImportedKey.class));
  }

  @Test
  void longestLineIsRead() throws IOException {
    String empty = line(", \"note\": null");
    String longest = " ".repeat(LineSource.MAX_BYTES - empty.length() + 1) + empty;
    assertThat(rows(Layout.NDJSON, longest).getFirst()).isInstanceOf(ImportedKey.class);
    assertThat(rows(Layout.NDJSON, " " + longest).getFirst()).isInstanceOf(BadLine.class);
  }

  @Test
  void countsSumUpToTheLinesAndTellNothing() throws IOException {
    String lines = line("") + line(", \"secret-name\": \"secret-value\"") + "\n" + line("");
    ImportReader reader = new ImportReader(stream(lines), Layout.NDJSON, FORMAT);
    StringBuilder told = new StringBuilder();
    for (ImportRow row = reader.next(); row != null; row = reader.next()) {
      told.append(row);
    }
    assertThat(reader.taken()).isEqualTo(2);
    assertThat(reader.faults()).isEqualTo(Map.of(LineFault.UNKNOWN_FIELD, 1L));
    assertThat(told).doesNotContain("secret-", HASH);
    for (LineFault fault : LineFault.values()) {
      assertThat(fault.advice()).isNotBlank();
    }
  }

  private static String line(String more) {
    return "{\"id\": \"7Fq2\", \"hash\": \"%s\", \"tenant\": \"t\"%s}\n".formatted(HASH, more);
  }

  private static List<ImportRow> rows(Layout layout, String text) throws IOException {
    return rows(FORMAT, layout, text);
  }

  private static List<ImportRow> rows(ForeignFormat format, Layout layout, String text)
      throws IOException {
    return rows(format, layout, text, StandardCharsets.UTF_8);
  }

  private static List<ImportRow> rows(
      ForeignFormat format, Layout layout, String text, java.nio.charset.Charset charset)
      throws IOException {
    ImportReader reader =
        new ImportReader(new ByteArrayInputStream(text.getBytes(charset)), layout, format);
    List<ImportRow> rows = new ArrayList<>();
    for (ImportRow row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
    }
    return rows;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
