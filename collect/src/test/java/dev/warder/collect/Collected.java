package dev.warder.collect;

import dev.warder.model.Activity;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a run over some input gave.
record Collected(CollectReport report, List<Activity> activities) {
  static Collected of(Path path) {
    return of(CollectOptions.defaults(), List.of(path.toString()), InputStream.nullInputStream());
  }

  static Collected of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Collected of(byte[] bytes) {
    return of(CollectOptions.defaults().withThreads(1), bytes);
  }

  static Collected of(CollectOptions options, byte[] bytes) {
    return of(options, List.of("-"), new ByteArrayInputStream(bytes));
  }

  static Collected of(CollectOptions options, List<String> paths, InputStream stdin) {
    List<Activity> activities = new ArrayList<>();
    CollectReport report =
        new Collector(options, PlainEnrichment::new)
            .collect(paths, stdin, activities::add, ProgressListener.NONE);
    return new Collected(report, activities);
  }

  Activity only() {
    if (activities.size() != 1) {
      throw new AssertionError("not one activity: " + activities + " " + report);
    }
    return activities.getFirst();
  }

  List<String> uids() {
    return activities.stream().map(Activity::uid).toList();
  }
}
