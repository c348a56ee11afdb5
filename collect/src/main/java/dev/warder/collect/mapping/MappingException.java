package dev.warder.collect.mapping;

/// A mapping file that makes no sense. The message names file and line and says what is allowed.
public final class MappingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MappingException(String message) {
    super(message);
  }

  MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}
