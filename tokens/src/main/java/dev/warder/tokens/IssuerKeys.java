package dev.warder.tokens;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An issuer's public keys as they are at present: fetched by another thread, kept while they
/// cannot be. Safe for use by many threads; looking a key up never waits.
///
/// Guarantees an unknown name has keys fetched anew, at most once a minute whoever asks: made-up
/// names are no way to have an issuer flooded. What fails, or is no set of keys, changes nothing; a
/// set that holds none that can be used is what its issuer says: none of its tokens holds any more
public final class IssuerKeys {
  /// No sooner are keys fetched anew.
  public static final Duration LEAST = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private final String issuer;
  private final Source source;
  private final Executor background;
  private final InstantSource clock;
  private final AtomicLong triedMillis = new AtomicLong(Long.MIN_VALUE);
  private final AtomicBoolean isFetching = new AtomicBoolean();
  private final AtomicLong changes = new AtomicLong();
  private volatile PublicKeys keys = PublicKeys.NONE;

  /// @param issuer whose they are, for the log
  /// @param source where they are published
  /// @param background on which they are fetched
  public IssuerKeys(String issuer, Source source, Executor background, InstantSource clock) {
    this.issuer = requireNonNull(issuer, "issuer is null");
    this.source = requireNonNull(source, "source is null");
    this.background = requireNonNull(background, "background is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// Gets the bytes of a set of keys; may wait.
  @FunctionalInterface
  public interface Source {
    byte[] fetch() throws IOException;
  }

  /// Fetches keys now and waits for them.
  ///
  /// @throws IOException if they cannot be had, or are none
  public void load() throws IOException {
    triedMillis.set(clock.millis());
    try {
      PublicKeys fetched = PublicKeys.read(source.fetch());
      boolean isEmptied = fetched.size() == 0 && keys.size() > 0;
      if (!fetched.isSame(keys)) {
        keys = fetched;
        changes.incrementAndGet();
      }
      if (isEmptied) {
        LOG.atError()
            .addKeyValue("issuer", issuer)
            .log(
                "an issuer publishes no key that can be used any more; all its tokens are refused");
      }
    } catch (ParseException e) {
      throw new IOException("no set of public keys: " + e.getMessage(), e);
    }
  }

  /// Has keys fetched some time soon, unless they were a short while ago.
  ///
  /// @param least how long ago that must be
  public void refresh(Duration least) {
    long now = clock.millis();
    long tried = triedMillis.get();
    boolean isEarly = tried != Long.MIN_VALUE && now >= tried && now - tried < least.toMillis();
    if (isEarly || !isFetching.compareAndSet(false, true)) {
      return;
    }
    triedMillis.set(now);
    try {
      background.execute(this::fetch);
    } catch (RejectedExecutionException e) {
      isFetching.set(false);
    }
  }

  private void fetch() {
    try {
      load();
    } catch (IOException | RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("issuer", issuer)
          .addKeyValue("why", String.valueOf(e.getMessage()))
          .log("the public keys of an issuer cannot be had; those that are known go on");
    } finally {
      isFetching.set(false);
    }
  }

  /// Whether there is none, so that nothing holds.
  public boolean areNone() {
    return keys.size() == 0;
  }

  /// The key for a token; null if none is known.
  @Nullable SigningKey find(String name, Algorithm algorithm) {
    SigningKey found = keys.find(name, algorithm);
    if (found == null) {
      refresh(LEAST);
    }
    return found;
  }

  /// Grows whenever keys are others than before.
  long changes() {
    return changes.get();
  }
}
