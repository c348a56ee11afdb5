package dev.warder.gateway.wire;

import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;

/// Why bytes are no message here. Each is a way in which two programs were seen to read one message
/// differently, or more than is taken.
public enum Fault {
  LINE_END(GateCode.INVALID_REQUEST, "Every line ends with CR LF; one stands alone."),
  REQUEST_LINE(GateCode.INVALID_REQUEST, "The first line is not 'METHOD target HTTP/1.1'."),
  METHOD(GateCode.INVALID_REQUEST, "A method is written in capital letters, at most 24."),
  METHOD_REFUSED(GateCode.METHOD_NOT_ALLOWED, "CONNECT and TRACE are not passed on."),
  VERSION(GateCode.VERSION_NOT_SUPPORTED, "Speak HTTP/1.1 or HTTP/1.0."),
  TARGET(GateCode.INVALID_REQUEST, "The target is no path with a query in visible ASCII."),
  TARGET_LENGTH(GateCode.TARGET_TOO_LONG, "Send it in the body."),
  PATH(
      GateCode.PATH_NOT_NORMAL,
      "Leave out empty and dot segments, backslashes and semicolons; encode only what must be, in"
          + " capitals."),
  HEAD_LENGTH(GateCode.HEADERS_TOO_LARGE, "Send fewer or shorter headers."),
  FIELD_NAME(GateCode.INVALID_REQUEST, "A header is 'name: value' with nothing before the colon."),
  FIELD_FOLDED(GateCode.INVALID_REQUEST, "A header does not go on in the next line."),
  FIELD_VALUE(GateCode.INVALID_REQUEST, "A header's value holds a control character."),
  UNDERSCORE(
      GateCode.INVALID_REQUEST, "A header that frames messages is written with hyphens only."),
  HOST(GateCode.INVALID_REQUEST, "Exactly one Host is needed, a name or address and a port."),
  AUTHORITY(GateCode.INVALID_REQUEST, "The target names another host than the header Host."),
  LENGTH(GateCode.INVALID_REQUEST, "Content-Length is given once, in digits."),
  CODING(GateCode.INVALID_REQUEST, "Transfer-Encoding is given once and is 'chunked'."),
  TWO_LENGTHS(GateCode.INVALID_REQUEST, "Content-Length and Transfer-Encoding exclude each other."),
  CONNECTION(GateCode.INVALID_REQUEST, "Connection names a header that every hop needs."),
  OVERRIDE(
      GateCode.INVALID_REQUEST,
      "A header asks for another method or path than the request line does."),
  EXPECT(GateCode.EXPECTATION_FAILED, "Only '100-continue' can be expected."),
  CHUNK(GateCode.INVALID_REQUEST, "A chunk is its size in hexadecimal, CR LF, data, CR LF."),
  CHUNK_EXTENSION(GateCode.INVALID_REQUEST, "Chunk extensions are not taken."),
  PSEUDO(
      GateCode.INVALID_REQUEST,
      "A stream begins with :method, :scheme and :path, each once, and perhaps :authority."),
  NAME_CASE(GateCode.INVALID_REQUEST, "A name is written in small letters in HTTP/2."),
  FIELD_BLANK(GateCode.INVALID_REQUEST, "A value begins or ends with a blank."),
  HOP(GateCode.INVALID_REQUEST, "A header that concerns one connection has no place in HTTP/2."),
  TRAILER(
      GateCode.INVALID_REQUEST, "A trailer is malformed, too long, or none that may stand here.");

  @SuppressWarnings("ImmutableEnumChecker") // it is
  private final Refusal refusal;

  Fault(GateCode code, String detail) {
    refusal = Refusal.of(code, detail);
  }

  /// What a caller is told.
  public Refusal refusal() {
    return refusal;
  }
}
