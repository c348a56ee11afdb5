package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/// What is answered; immutable.
public final class Reply implements Answer {
  public static final String JSON = "application/json";

  private static final byte[] NOTHING = {};

  private final int status;
  private final String mediaType;
  private final byte[] body;
  private final List<Header> headers;

  private Reply(int status, String mediaType, byte[] body, List<Header> headers) {
    this.status = status;
    this.mediaType = requireNonNull(mediaType, "mediaType is null");
    this.body = requireNonNull(body, "body is null");
    this.headers = List.copyOf(headers);
  }

  /// A reply with a body.
  ///
  /// @param body not copied, not to be changed any more
  public static Reply of(int status, String mediaType, byte[] body) {
    return new Reply(status, mediaType, body, List.of());
  }

  public static Reply json(int status, byte[] body) {
    return of(status, JSON, body);
  }

  /// A reply without a body.
  public static Reply empty(int status) {
    return of(status, "", NOTHING);
  }

  /// The same with one header more.
  ///
  /// @param value printable ASCII
  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, mediaType, body, more);
  }

  public int status() {
    return status;
  }

  /// Empty if there is no body.
  public String mediaType() {
    return mediaType;
  }

  /// The bytes themselves, not to be changed.
  public byte[] body() {
    return body;
  }

  public List<Header> headers() {
    return headers;
  }

  /// One header.
  ///
  /// @param name lower case
  public record Header(String name, String value) {
    public Header {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
          throw new IllegalArgumentException("header " + name + " is not printable ASCII");
        }
      }
    }
  }
}
