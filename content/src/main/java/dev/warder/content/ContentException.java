package dev.warder.content;

/// Content that cannot be loaded: the message names file, line, field, and what is allowed.
public final class ContentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContentException(String message) {
    super(message);
  }

  ContentException(String message, Throwable cause) {
    super(message, cause);
  }

  /// For loaders of content in other packages.
  public static ContentException of(String message) {
    return new ContentException(message);
  }

  /// For loaders of content in other packages.
  public static ContentException of(String message, Throwable cause) {
    return new ContentException(message, cause);
  }
}
