package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The samples as files: relative path to text, gzipped on writing where the name ends in `.gz`.
///
///     api/console.directory.example/2026-10-05T00.ndjson.gz    OCSF, a file per host and half day
///     cloudtrail/111122223333_CloudTrail_eu-central-1_….json.gz
///     directory-insights/corvane.example.ndjson
///     website/access.log
///     keys.json
///     README.md
///
/// @param files ascending by path
public record SampleFiles(Map<String, String> files) {
  private static final long HALF_DAY_MILLIS = Story.DAY_MILLIS / 2;

  public SampleFiles {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  public static SampleFiles generate(long seed) {
    Week week = Week.generate(seed);
    Draw draw = new Draw(seed);
    Tenant victim = week.world().victim();
    Map<String, String> files = new TreeMap<>(apiLogs(week));
    files.put(
        "cloudtrail/111122223333_CloudTrail_eu-central-1_20261009T2400Z.json.gz",
        new CloudTrailLog(draw.fork("cloudtrail")).document());
    files.put(
        "directory-insights/" + victim.domain() + ".ndjson",
        new DirectoryInsightsLog(victim, draw.fork("insights")).document(week.calls()));
    files.put("website/access.log", new WebsiteLog(draw.fork("website")).document());
    files.put("keys.json", KeyInventory.document(week.keys()));
    files.put("README.md", new Truth(week).readme());
    return new SampleFiles(files);
  }

  /// The text of one file, before packing.
  public String text(String name) {
    String text = files.get(name);
    if (text == null) {
      throw new IllegalArgumentException("no sample is called " + name);
    }
    return text;
  }

  /// Overwrites what is there; removes nothing.
  public void writeTo(Path directory) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
      Files.write(path, file.getKey().endsWith(".gz") ? gzip(text) : text);
    }
  }

  private static Map<String, String> apiLogs(Week week) {
    Map<String, StringBuilder> logs = new TreeMap<>();
    for (ApiCall call : week.calls()) {
      long halfDay = call.loggedMillis() / HALF_DAY_MILLIS * HALF_DAY_MILLIS;
      String name =
          "api/"
              + call.key().tenant().host().name
              + '/'
              + Instant.ofEpochMilli(halfDay).toString().substring(0, 13)
              + ".ndjson.gz";
      logs.computeIfAbsent(name, _ -> new StringBuilder()).append(OcsfLog.line(call));
    }
    Map<String, String> files = new TreeMap<>();
    logs.forEach((name, text) -> files.put(name, text.toString()));
    return files;
  }

  /// [GZIPOutputStream] writes neither time nor name, so equal texts give equal bytes on one JDK;
  /// another zlib may pack differently, never to another text.
  private static byte[] gzip(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
