package dev.warder.gateway.refusal;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A whole reply to a call that goes no further; immutable. Its body is a problem of RFC 9457.
///
/// Guarantees no header holds a character that could begin another one
public final class Refusal {
  private static final String MEDIA_TYPE = "application/problem+json";
  private static final String CHALLENGE = "Bearer realm=\"api\"";
  private static final String TYPE = "urn:warder:problem:";

  private final String code;
  private final int status;
  private final List<Header> headers;
  private final byte[] head;
  private final byte[] body;

  private Refusal(String code, int status, List<Header> headers, byte[] head, byte[] body) {
    this.code = code;
    this.status = status;
    this.headers = headers;
    this.head = head;
    this.body = body;
  }

  /// A reply.
  ///
  /// @param code stable code of the reason
  /// @param body not copied, not to be changed any more
  public static Refusal of(String code, int status, List<Header> headers, byte[] body) {
    requireNonNull(code, "code is null");
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status is no error: " + status);
    }
    List<Header> all = new ArrayList<>(headers);
    all.add(new Header("content-length", Integer.toString(body.length)));
    StringBuilder head = new StringBuilder(160);
    head.append("HTTP/1.1 ").append(status).append(' ').append(phrase(status)).append("\r\n");
    for (Header header : all) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    return new Refusal(
        code, status, List.copyOf(all), head.toString().getBytes(StandardCharsets.US_ASCII), body);
  }

  /// A refusal of the gate's own.
  ///
  /// @param detail what is wrong and what to do, in our own words: nothing of the request is in it
  public static Refusal of(GateCode code, String detail) {
    String json =
        "{\"type\":\""
            + TYPE
            + code.word()
            + "\",\"title\":\""
            + code.title()
            + "\",\"status\":"
            + code.status()
            + (detail.isEmpty() ? "" : ",\"detail\":\"" + plain(detail) + "\"")
            + ",\"code\":\""
            + code.word()
            + "\"}";
    Header type = new Header("content-type", MEDIA_TYPE);
    List<Header> headers =
        switch (code.status()) {
          case 401 -> List.of(type, new Header("www-authenticate", CHALLENGE));
          case 503 -> List.of(type, new Header("retry-after", "1"));
          default -> List.of(type);
        };
    return of(code.word(), code.status(), headers, json.getBytes(StandardCharsets.US_ASCII));
  }

  /// Nothing that JSON would have to escape; our own texts hold none.
  private static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        throw new IllegalArgumentException("cannot stand in JSON as it is: " + text);
      }
    }
    return text;
  }

  private static String phrase(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 414 -> "URI Too Long";
      case 417 -> "Expectation Failed";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> "Refused";
    };
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  /// The length of the body is the last.
  public List<Header> headers() {
    return headers;
  }

  /// Status line and headers, each ended by CR LF, without the empty line; not to be changed.
  public byte[] head() {
    return head;
  }

  /// Not to be changed.
  public byte[] body() {
    return body;
  }

  /// One header.
  public record Header(String name, String value) {
    public Header {
      if (name.isEmpty() || !isPlain(name) || name.indexOf(':') >= 0 || name.indexOf(' ') >= 0) {
        throw new IllegalArgumentException("no header has this name");
      }
      if (!isPlain(value)) {
        throw new IllegalArgumentException("header " + name + " is not printable ASCII");
      }
    }

    private static boolean isPlain(String text) {
      return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
  }
}
