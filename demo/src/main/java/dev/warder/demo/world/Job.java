package dev.warder.demo.world;

import java.io.IOException;

/// What software does in one run.
@FunctionalInterface
interface Job {
  void run(Visit visit) throws IOException, InterruptedException;
}
