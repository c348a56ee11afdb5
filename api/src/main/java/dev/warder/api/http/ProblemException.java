package dev.warder.api.http;

import java.util.Map;

/// Ends a request with a problem; all of it leaves the process.
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ProblemException(ProblemCode code, String detail) {
    this(Problem.of(code, detail, Map.of()));
  }

  public ProblemException(Problem problem) {
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
