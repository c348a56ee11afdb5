package dev.warder.testkit;

import dev.warder.testkit.sample.SampleFiles;
import dev.warder.testkit.sample.Story;
import java.io.IOException;
import java.nio.file.Path;

/// Writes the samples of this repository: `GenerateSamples OUTDIR`. The same files every time.
public final class GenerateSamples {
  private GenerateSamples() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: GenerateSamples OUTDIR");
      System.exit(2);
    }
    SampleFiles files = SampleFiles.generate(Story.SEED);
    files.writeTo(Path.of(args[0]));
    System.err.println(
        files.files().size() + " files of seed " + Story.SEED + " written to " + args[0]);
  }
}
