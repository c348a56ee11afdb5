package dev.warder.api.verify;

import dev.warder.api.json.BodyException;
import dev.warder.api.json.JsonObject;
import dev.warder.keys.Presented;
import dev.warder.keys.proof.Body;
import dev.warder.keys.proof.Field;
import dev.warder.keys.proof.Scheme;
import dev.warder.keys.proof.SignedMessage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Hands on the message that a key came with, so that a proof of possession can be looked at.
/// Messages without a signature are not handed on: there is nothing to look at.
public final class Message {
  private static final String SIGNATURE_INPUT = "signature-input";
  private static final int HOST = 256;
  private static final int TARGET = 16_384;
  private static final int FIELDS = 256;
  private static final int NAME = 128;
  private static final int VALUE = 16_384;
  private static final int BODY = 1 << 16;

  private Message() {}

  /// The request line, and how the caller reached the platform.
  ///
  /// @param authority host and port as the caller knows them
  /// @param target path and query
  public record Line(String method, Scheme scheme, String authority, String target) {}

  /// What a call shows that a proxy tells of; its body is not at hand.
  ///
  /// @param key the value it shows; empty if none
  /// @param lines its header lines
  public static Presented presented(
      String key, Line line, List<? extends Map.Entry<String, String>> lines) {
    List<Field> fields = new ArrayList<>();
    boolean signed = false;
    boolean content = !hasNoBody(line.method());
    for (Map.Entry<String, String> header : lines) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      signed |= name.equals(SIGNATURE_INPUT);
      content |= name.equals("transfer-encoding") || isLength(name, header.getValue());
      fields.add(new Field(name, header.getValue()));
    }
    if (!signed) {
      return Presented.of(key);
    }
    return Presented.of(
        key,
        new SignedMessage(
            line.method(),
            line.scheme(),
            line.authority(),
            line.target(),
            fields,
            content ? new Body.Unseen() : new Body.Absent()));
  }

  private static boolean hasNoBody(String method) {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  private static boolean isLength(String name, String value) {
    return (name.equals("content-length") || name.equals("x-original-content-length"))
        && !value.equals("0");
  }

  /// What a call shows that somebody tells of in JSON.
  ///
  /// Shape `{"authority":"api.example.com","target":"/a?b=c","fields":[{"name":…,"value":…}],
  /// "body":"base64"}`; without `body` it is not at hand, with an empty one there is none
  static Presented read(String key, String method, JsonObject message) throws BodyException {
    String scheme = message.text("scheme", "https", 8);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw message.refused("scheme", "must be http or https");
    }
    List<Field> fields = new ArrayList<>();
    for (JsonObject field : message.objects("fields", FIELDS)) {
      fields.add(new Field(field.text("name", NAME), field.text("value", "", VALUE)));
      field.end();
    }
    SignedMessage signed =
        new SignedMessage(
            method,
            scheme.equals("http") ? Scheme.HTTP : Scheme.HTTPS,
            message.text("authority", HOST),
            message.text("target", TARGET),
            fields,
            body(message));
    message.end();
    return Presented.of(key, signed);
  }

  private static Body body(JsonObject message) throws BodyException {
    if (!message.has("body")) {
      return new Body.Unseen();
    }
    try {
      byte[] content = Base64.getDecoder().decode(message.text("body", "", BODY));
      return content.length == 0 ? new Body.Absent() : Body.Shown.of(content);
    } catch (IllegalArgumentException e) {
      throw message.refused("body", "must be base64");
    }
  }
}
