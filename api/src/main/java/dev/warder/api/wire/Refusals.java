package dev.warder.api.wire;

import dev.warder.api.http.Call;
import dev.warder.api.http.Problem;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import dev.warder.api.json.BodyException;
import dev.warder.api.json.JsonObject;
import dev.warder.keys.KeysException;
import dev.warder.model.ErrorCode;
import java.util.Locale;
import java.util.Map;

/// What the room `keys` and bodies object to, as problems.
public final class Refusals {
  private Refusals() {}

  /// Something that may be refused by `keys` or for its body.
  @FunctionalInterface
  public interface Work<T> {
    T run() throws KeysException, BodyException, ProblemException;
  }

  /// Does work, and turns what is refused into a problem.
  public static <T> T translated(Work<T> work) throws ProblemException {
    try {
      return work.run();
    } catch (KeysException e) {
      throw new ProblemException(of(e));
    } catch (BodyException e) {
      throw new ProblemException(of(e));
    } catch (IllegalArgumentException e) {
      // Values refuse what makes no sense in their constructors; their messages name no value.
      throw new ProblemException(ProblemCode.INVALID_BODY, sentence(e.getMessage()));
    }
  }

  /// The object in the body of a call.
  public static JsonObject body(Call call) throws ProblemException, BodyException {
    String type = call.header("content-type");
    int semicolon = type.indexOf(';');
    String plain = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    boolean json =
        plain.equalsIgnoreCase("application/json")
            || plain.equalsIgnoreCase("application/merge-patch+json");
    if (call.body().length > 0 && !json) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with 'content-type: application/json'.");
    }
    return JsonObject.read(call.body());
  }

  static Problem of(BodyException refused) {
    return Problem.of(
        ProblemCode.INVALID_BODY,
        sentence(refused.getMessage()),
        Map.of("pointer", refused.pointer()));
  }

  /// What `keys` refused, under its own stable code.
  public static Problem of(KeysException refused) {
    ErrorCode code = refused.code();
    int status = status(code);
    return new Problem(
        code.name().toLowerCase(Locale.ROOT),
        status,
        title(status),
        code == ErrorCode.BUG ? "" : sentence(refused.getMessage()),
        Map.of());
  }

  /// The status that a code is answered with.
  public static int status(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> 404;
      case VERSION_CONFLICT -> 412;
      case IDEMPOTENCY_CONFLICT, KEY_RETIRED -> 409;
      case JOURNAL_DAMAGED, ALREADY_OPEN, OUTPUT_UNWRITABLE -> 503;
      default ->
          switch (code.type()) {
            case CALLER -> 400;
            case DENIED -> 403;
            case OVERLOAD, DEPENDENCY -> 503;
            case BUG -> 500;
          };
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "The request makes no sense";
      case 403 -> "This is not for you to do";
      case 404 -> ProblemCode.NOT_FOUND.title();
      case 409 -> ProblemCode.CONFLICT.title();
      case 412 -> ProblemCode.VERSION_MISMATCH.title();
      case 503 -> ProblemCode.UNAVAILABLE.title();
      default -> ProblemCode.BUG.title();
    };
  }

  private static String sentence(@org.jspecify.annotations.Nullable String message) {
    if (message == null || message.isEmpty()) {
      return "";
    }
    String upper = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }
}
