package dev.warder.server.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.terminal.Terminal;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends log events of everything in this process to the stream for talk, as configured; no file of
/// the logging library has a say.
final class Logging {
  private Logging() {}

  static void start(Configuration configuration, Terminal terminal) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("another logging library is on the class path");
    }
    context.reset();
    LogLine line =
        new LogLine(
            configuration.text(Setting.LOG__FORMAT).equals("json")
                ? LogLine.Form.JSON
                : LogLine.Form.PLAIN);
    line.setContext(context);
    line.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(line);
    appender.setOutputStream(terminal.err());
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    level(configuration);
  }

  /// Takes up how much is logged.
  static void level(Configuration configuration) {
    if (LoggerFactory.getLogger("dev.warder") instanceof ch.qos.logback.classic.Logger ours) {
      ours.setLevel(Level.toLevel(configuration.text(Setting.LOG__LEVEL), Level.INFO));
    }
  }
}
