package dev.warder.keys.proof;

import static dev.warder.keys.proof.Refused.because;

import dev.warder.keys.proof.BareItem.BytesItem;
import dev.warder.keys.proof.BareItem.IntegerItem;
import dev.warder.keys.proof.BareItem.StringItem;
import dev.warder.keys.proof.Member.InnerList;
import dev.warder.keys.proof.Member.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the one signature of a message that is meant for Warder, and reads what it says.
///
/// It is the one with the tag; without any such, the one without a tag whose label is the tag.
/// Signatures of others stand beside it undisturbed, as long as the fields as a whole are well
/// formed.
final class SignatureReader {
  private static final int SIGNATURE_BYTES = 64;
  private static final int MIN_NONCE = 16;
  private static final int MAX_TEXT = 128;

  /// Latest second that has a date of four digits; whatever lies beyond overflows somewhere.
  private static final long MAX_SECONDS = 253_402_300_799L;

  private SignatureReader() {}

  static Claim read(SignedMessage message, String tag) {
    if (message.fields().size() > SignedMessage.MAX_FIELDS) {
      return because(Refusal.TOO_LARGE);
    }
    if (!message.has("signature-input")) {
      return because(message.has("signature") ? Refusal.MALFORMED_INPUT : Refusal.UNSIGNED);
    }
    Map<String, Member> inputs = dictionary(message, "signature-input");
    if (inputs == null) {
      return because(Refusal.MALFORMED_INPUT);
    }
    List<String> labels = labels(inputs, tag);
    if (labels.size() != 1) {
      return because(labels.isEmpty() ? Refusal.UNSIGNED : Refusal.AMBIGUOUS);
    }
    String label = labels.getFirst();
    if (!(inputs.get(label) instanceof InnerList list)) {
      return because(Refusal.MALFORMED_INPUT);
    }
    Map<String, Member> signatures = dictionary(message, "signature");
    byte[] signature = signatures == null ? null : signature(signatures.get(label));
    return signature == null
        ? because(Refusal.MALFORMED_SIGNATURE)
        : claim(message, list, signature);
  }

  private static @Nullable Map<String, Member> dictionary(SignedMessage message, String field) {
    String value = message.value(field);
    return value == null ? null : FieldParser.dictionary(value);
  }

  private static List<String> labels(Map<String, Member> inputs, String tag) {
    List<String> tagged = new ArrayList<>();
    inputs.forEach((label, member) -> {
      if (member.parameters().get("tag") instanceof StringItem(String value) && value.equals(tag)) {
        tagged.add(label);
      }
    });
    Member untagged = inputs.get(tag);
    if (tagged.isEmpty() && untagged != null && !untagged.parameters().containsKey("tag")) {
      tagged.add(tag);
    }
    return tagged;
  }

  private static byte @Nullable [] signature(@Nullable Member member) {
    if (!(member instanceof Item(BytesItem bytes, Map<String, BareItem> parameters))
        || !parameters.isEmpty()) {
      return null;
    }
    byte[] signature = bytes.bytes();
    return signature.length == SIGNATURE_BYTES ? signature : null;
  }

  private static Claim claim(SignedMessage message, InnerList list, byte[] signature) {
    List<Component> components = new ArrayList<>();
    for (Item item : list.items()) {
      Component component = Component.of(item);
      if (component == null) {
        return because(Refusal.UNSUPPORTED_COMPONENT);
      }
      if (components.contains(component)) {
        return because(Refusal.DUPLICATE_COMPONENT);
      }
      components.add(component);
    }
    Refusal wrong = wrong(list.parameters());
    if (wrong != null) {
      return because(wrong);
    }
    Map<String, BareItem> parameters = list.parameters();
    SignatureInput input =
        new SignatureInput(
            list,
            List.copyOf(components),
            seconds(parameters, "created"),
            parameters.containsKey("expires") ? seconds(parameters, "expires") : Long.MAX_VALUE,
            text(parameters, "nonce"),
            text(parameters, "keyid"),
            text(parameters, "alg"));
    return new Claimed(message, input, signature);
  }

  private static @Nullable Refusal wrong(Map<String, BareItem> parameters) {
    for (String required : List.of("created", "nonce", "keyid")) {
      if (!parameters.containsKey(required)) {
        return Refusal.MISSING_PARAMETER;
      }
    }
    for (String name : parameters.keySet()) {
      boolean right =
          switch (name) {
            case "created" -> seconds(parameters, name) >= 0;
            case "expires" -> seconds(parameters, name) >= seconds(parameters, "created");
            case "nonce" -> hasLength(text(parameters, name), MIN_NONCE);
            case "keyid", "alg", "tag" -> hasLength(text(parameters, name), 1);
            default -> false;
          };
      if (!right) {
        return isKnown(name) ? Refusal.MALFORMED_PARAMETER : Refusal.UNKNOWN_PARAMETER;
      }
    }
    return null;
  }

  private static boolean isKnown(String parameter) {
    return switch (parameter) {
      case "created", "expires", "nonce", "keyid", "alg", "tag" -> true;
      default -> false;
    };
  }

  /// -1 for what is no second at which anything can be signed.
  private static long seconds(Map<String, BareItem> parameters, String name) {
    return parameters.get(name) instanceof IntegerItem(long value)
            && value >= 0
            && value <= MAX_SECONDS
        ? value
        : -1;
  }

  /// Empty if it is missing, or no text.
  private static String text(Map<String, BareItem> parameters, String name) {
    return parameters.get(name) instanceof StringItem(String value) ? value : "";
  }

  private static boolean hasLength(String text, int least) {
    return text.length() >= least && text.length() <= MAX_TEXT;
  }
}
