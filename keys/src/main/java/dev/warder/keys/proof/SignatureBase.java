package dev.warder.keys.proof;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The text that is signed: a line for each covered component, and what the signature says of
/// itself.
///
/// Shape `"@method": GET` newline `"@path": /a` newline `"@signature-params": (...);created=...`
/// Bounds 32 components of at most [SignedMessage#MAX_VALUE] characters each Source RFC 9421 §2.5
final class SignatureBase {
  private static final int MAX_METHOD = 32;

  private final SignedMessage message;
  private final Target target;
  private final StringBuilder text = new StringBuilder(512);

  private SignatureBase(SignedMessage message, Target target) {
    this.message = message;
    this.target = target;
  }

  /// The base of a signature over a message, or why there is none.
  sealed interface Built {
    record Text(String text) implements Built {
      byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
      }
    }

    record Impossible(Refusal why) implements Built {}
  }

  static Built of(SignedMessage message, SignatureInput input) {
    Target target = Target.of(message);
    if (target == null || !isMethod(message.method())) {
      return new Built.Impossible(Refusal.MALFORMED_MESSAGE);
    }
    SignatureBase base = new SignatureBase(message, target);
    Refusal wrong = base.addAll(input);
    return wrong == null ? new Built.Text(base.text.toString()) : new Built.Impossible(wrong);
  }

  private @Nullable Refusal addAll(SignatureInput input) {
    List<Component> components = input.components();
    for (int i = 0; i < components.size(); i++) {
      Component component = components.get(i);
      if (!component.isDerived() && !message.has(component.name())) {
        return Refusal.MISSING_COMPONENT;
      }
      String value = value(component);
      if (value == null) {
        return component.isDerived() ? Refusal.MISSING_COMPONENT : Refusal.MALFORMED_COMPONENT;
      }
      FieldWriter.write(text, input.list().items().get(i));
      text.append(": ").append(value).append('\n');
    }
    text.append("\"@signature-params\": ");
    FieldWriter.write(text, input.list());
    return null;
  }

  private @Nullable String value(Component component) {
    return switch (component.name()) {
      case "@method" -> message.method();
      case "@target-uri" -> target.uri();
      case "@authority" -> target.authority();
      case "@scheme" -> target.scheme().text();
      case "@request-target" -> target.raw();
      case "@path" -> target.path();
      case "@query" -> target.query();
      case Component.QUERY_PARAMETER ->
          QueryParameters.value(target.query(), component.parameter());
      default -> message.value(component.name());
    };
  }

  private static boolean isMethod(String method) {
    if (method.isEmpty() || method.length() > MAX_METHOD) {
      return false;
    }
    for (int i = 0; i < method.length(); i++) {
      if (!FieldParser.isTokenCharacter(method.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
