package dev.warder.server.webhook;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// What a class says in the log, kept for a test.
public final class Said extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final @Nullable Level before;

  private Said(Logger logger) {
    this.logger = logger;
    before = logger.getLevel();
  }

  /// Listens to a class from now on.
  public static Said by(Class<?> who) {
    if (!(LoggerFactory.getLogger(who) instanceof Logger logger)) {
      throw new IllegalStateException("another logging library is on the class path");
    }
    Said said = new Said(logger);
    said.setContext(logger.getLoggerContext());
    said.start();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(said);
    return said;
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  /// What was said at a level.
  public List<String> at(Level level) {
    return events.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
    stop();
  }
}
