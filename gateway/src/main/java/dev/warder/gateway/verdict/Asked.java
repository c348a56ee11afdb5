package dev.warder.gateway.verdict;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Source;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call that is asked about. To be used up before the verifier returns: its headers are those of
/// the connection.
public final class Asked {
  private final long timeMicros;
  private final String credential;
  private final String api;
  private final String method;
  private final String path;
  private final Source source;
  private final String userAgent;
  private final Message message;
  private final Form form;
  private final @Nullable CallerCertificate certificate;

  /// @param timeMicros when it came, microseconds since the epoch, UTC
  /// @param credential what it shows; empty if nothing, or more than one thing
  /// @param api the header Host
  /// @param path in normal form, without query
  /// @param source where it comes from
  /// @param userAgent what software made it, as it says; empty if it says nothing
  /// @param message the message itself, for proofs of possession
  /// @param form what was shown, going by its form
  /// @param certificate that was shown when TLS began; null if none was
  public Asked(
      long timeMicros,
      String credential,
      String api,
      String method,
      String path,
      Source source,
      String userAgent,
      Message message,
      Form form,
      @Nullable CallerCertificate certificate) {
    this.timeMicros = timeMicros;
    this.credential = requireNonNull(credential, "credential is null");
    this.api = requireNonNull(api, "api is null");
    this.method = requireNonNull(method, "method is null");
    this.path = requireNonNull(path, "path is null");
    this.source = requireNonNull(source, "source is null");
    this.userAgent = requireNonNull(userAgent, "userAgent is null");
    this.message = requireNonNull(message, "message is null");
    this.form = requireNonNull(form, "form is null");
    this.certificate = certificate;
  }

  public long timeMicros() {
    return timeMicros;
  }

  /// The credential itself. Whoever calls this answers for where it goes.
  public String expose() {
    return credential;
  }

  public String api() {
    return api;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  public Source source() {
    return source;
  }

  public String userAgent() {
    return userAgent;
  }

  public Message message() {
    return message;
  }

  /// The certificate that was shown when TLS began; null if none was. It is the caller's credential
  /// only where [#form] says so.
  public @Nullable CallerCertificate certificate() {
    return certificate;
  }

  /// What was shown, going by its form.
  public Form form() {
    return form;
  }

  @Override
  public String toString() {
    return "Asked[redacted]";
  }

  /// What a credential looks like.
  public enum Form {
    KEY,
    /// A signed token, in a place where such may stand.
    TOKEN,
    /// A certificate, where such may be shown: it has no text.
    CERTIFICATE,
    /// A certificate that counted when TLS began and does no more; whatever else was shown, the
    /// call is to be refused.
    ENDED_CERTIFICATE
  }

  /// A request as it came, to be looked at where a proof of possession covers it.
  public interface Message {
    /// Whether it has a header `Signature-Input`.
    boolean isSigned();

    /// Whether it came over TLS.
    boolean isSecure();

    /// Path and query as they came.
    String target();

    /// The query as it came, without what shows credentials; may be empty.
    String query();

    /// All header lines, in order.
    List<Map.Entry<String, String>> fields();
  }
}
