package dev.warder.server.serve;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.warder.api.json.JsonText;
import dev.warder.server.text.Visible;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/// One log event as one line, for people or for programs.
///
/// Shape `2026-11-22T14:00:00.123Z WARN d.w.a.h.HttpDoor did not stop in time listener=127.0.0.1`
///
/// Guarantees a line is a line: what an event says is escaped; texts are cut at 2,000 characters
final class LogLine extends EncoderBase<ILoggingEvent> {
  private static final int LONGEST = 2_000;
  private static final int FRAMES = 8;
  private static final byte[] NOTHING = {};

  private final Form form;

  LogLine(Form form) {
    this.form = form;
  }

  /// How lines look.
  enum Form {
    PLAIN,
    JSON
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line = form == Form.JSON ? json(event) : plain(event);
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String plain(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(Instant.ofEpochMilli(event.getTimeStamp()));
    line.append(String.format(Locale.ROOT, " %-5s ", event.getLevel()));
    line.append(event.getLoggerName()).append(' ').append(cut(event.getFormattedMessage()));
    for (KeyValuePair pair : pairs(event)) {
      line.append(' ').append(pair.key).append('=').append(cut(String.valueOf(pair.value)));
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(" error.type=").append(thrown.getClassName());
      line.append(" at=").append(frames(thrown));
    }
    return Visible.text(line.toString());
  }

  private static String json(ILoggingEvent event) {
    return JsonText.text(json -> {
      json.writeStartObject();
      json.writeStringProperty("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
      json.writeStringProperty("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      json.writeStringProperty("logger", event.getLoggerName());
      json.writeStringProperty("message", cut(event.getFormattedMessage()));
      for (KeyValuePair pair : pairs(event)) {
        json.writeStringProperty(pair.key, cut(String.valueOf(pair.value)));
      }
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        json.writeStringProperty("error.type", thrown.getClassName());
        json.writeStringProperty("error.stack", frames(thrown));
      }
      json.writeEndObject();
    });
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
  }

  /// Where it was thrown. Its message stays inside: libraries put input into theirs.
  private static String frames(IThrowableProxy thrown) {
    StringBuilder frames = new StringBuilder();
    StackTraceElementProxy[] elements = thrown.getStackTraceElementProxyArray();
    for (int i = 0; i < Math.min(FRAMES, elements.length); i++) {
      frames.append(i == 0 ? "" : " < ").append(elements[i].getStackTraceElement());
    }
    return frames.toString();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
