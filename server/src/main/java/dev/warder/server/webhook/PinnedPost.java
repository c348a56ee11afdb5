package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Times;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.trust.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Sends messages over HTTP/1.1, each on a connection of its own, with the sockets of the JDK: its
/// HTTP client looks names up by itself, after anybody has looked at what they mean.
///
///     name ──looked up once──> addresses ──all of them allowed──> connected to one of these
///                                                                 TLS for the name (SNI, checked)
///
/// Guarantees what was looked at is what is connected to; redirects are not followed; an attempt
/// takes no longer than was set, looking the name up and all addresses together, however slowly it
/// goes on. Of an answer the head is read, up to 64 KiB, and nothing of it but the status and how
/// long to wait
final class PinnedPost implements Post, AutoCloseable {
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final String AGENT = "Warder-Webhook/1";

  private final Resolver resolver;
  private final Duration most;
  private final InstantSource clock;
  private final ScheduledExecutorService deadlines;

  /// Looks names up, one at a time: nobody can end that from outside.
  private final ExecutorService lookingUp =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("warder-webhook-names").daemon().factory());

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable FutureTask<List<InetAddress>> lookUp;
  private volatile boolean closed;

  /// @param most how long an attempt may take
  PinnedPost(Resolver resolver, Duration most, InstantSource clock) {
    this.resolver = requireNonNull(resolver, "resolver is null");
    this.most = requireNonNull(most, "most is null");
    this.clock = requireNonNull(clock, "clock is null");
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("warder-webhook-deadlines").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
    deadlines = executor;
  }

  @Override
  public Outcome send(Hook hook, Message message) {
    long endNanos = System.nanoTime() + most.toNanos();
    Outcome outcome;
    try {
      SigningSecrets secrets = SigningSecrets.read(hook.secretFile());
      Trust trust = hook.authorities().map(Trust::in).orElseGet(Trust::usual);
      outcome =
          send(new Parcel(hook, message, secrets, trust, endNanos), addresses(hook, endNanos));
    } catch (HookException | CommandFailure e) {
      outcome = new Outcome.Failed(String.valueOf(e.getMessage()));
    } catch (RejectedExecutionException | CancellationException e) {
      outcome = new Outcome.Stopped();
    }
    return closed && !(outcome instanceof Outcome.Delivered) ? new Outcome.Stopped() : outcome;
  }

  /// What is sent where, with what, and until when.
  private record Parcel(
      Hook hook, Message message, SigningSecrets secrets, Trust trust, long endNanos) {
    /// How long there is still; 1 at least, since 0 is for ever to sockets. Rounded up: what has
    /// taken all of it must leave nothing for another address.
    int leftMillis() {
      long left = Math.ceilDiv(endNanos - System.nanoTime(), NANOS_A_MILLI);
      return Math.clamp(left, 1, Integer.MAX_VALUE);
    }

    boolean isLate() {
      return endNanos - System.nanoTime() <= 0;
    }
  }

  /// Where a receiver is, all of it allowed.
  private List<InetAddress> addresses(Hook hook, long endNanos) throws HookException {
    List<InetAddress> addresses = lookedUp(hook.host(), endNanos);
    for (InetAddress address : addresses) {
      Optional<String> objection = AddressRules.objection(address, hook.reach());
      if (objection.isPresent()) {
        throw new HookException(
            hook.host() + " is at " + address.getHostAddress() + ", which " + objection.get());
      }
    }
    return addresses;
  }

  /// Looks a name up, for as long as there is.
  private List<InetAddress> lookedUp(String host, long endNanos) throws HookException {
    FutureTask<List<InetAddress>> task = new FutureTask<>(() -> resolver.resolve(host));
    lookUp = task;
    lookingUp.execute(task);
    if (closed) {
      task.cancel(true);
    }
    try {
      return task.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new HookException("the name " + host + " was not found out in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException) {
        throw new HookException("the name " + host + " is not known");
      }
      throw new IllegalStateException("a name could not be looked up", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.cancel(true);
      throw new HookException("looking up the name " + host + " was broken off");
    }
  }

  /// Tries one address after the other until one can be connected to.
  private Outcome send(Parcel parcel, List<InetAddress> addresses) {
    Hook hook = parcel.hook();
    for (InetAddress address : addresses) {
      if (parcel.isLate()) {
        return new Outcome.Failed(late(hook));
      }
      AtomicBoolean isLate = new AtomicBoolean();
      // Not by a proxy, which would look the name up anew.
      try (Socket socket = new Socket(Proxy.NO_PROXY)) {
        open.add(socket);
        ScheduledFuture<?> deadline =
            deadlines.schedule(
                () -> late(socket, isLate), parcel.leftMillis(), TimeUnit.MILLISECONDS);
        try {
          if (connect(parcel, socket, new InetSocketAddress(address, hook.port()))) {
            return exchange(parcel, socket);
          }
        } finally {
          deadline.cancel(false);
          open.remove(socket);
        }
      } catch (SSLException e) {
        return new Outcome.Failed(isLate.get() ? late(hook) : parcel.trust().words(hook.host(), e));
      } catch (ProtocolException e) {
        return new Outcome.Failed("what " + hook.host() + " answers is too long");
      } catch (SocketTimeoutException e) {
        return new Outcome.Failed(late(hook));
      } catch (IOException e) {
        return new Outcome.Failed(
            isLate.get() ? late(hook) : hook.host() + " ended the connection without an answer");
      }
    }
    return new Outcome.Failed(
        parcel.isLate() ? late(hook) : "nobody answers at " + hook.host() + ":" + hook.port());
  }

  private boolean connect(Parcel parcel, Socket socket, InetSocketAddress to) {
    try {
      if (!closed) {
        socket.connect(to, Math.min((int) CONNECT.toMillis(), parcel.leftMillis()));
      }
      return !closed;
    } catch (IOException e) {
      return false;
    }
  }

  private static String late(Hook hook) {
    return hook.host() + " did not answer in time";
  }

  private static void late(Socket socket, AtomicBoolean isLate) {
    isLate.set(true);
    end(socket);
  }

  private Outcome exchange(Parcel parcel, Socket plain) throws IOException {
    plain.setSoTimeout(parcel.leftMillis());
    Socket socket = parcel.hook().isSecure() ? secured(parcel, plain) : plain;
    long seconds = Math.floorDiv(Times.micros(clock.instant()), Times.SECOND);
    OutputStream out = socket.getOutputStream();
    out.write(head(parcel, seconds));
    out.write(parcel.message().body());
    out.flush();
    return AnswerHead.read(socket.getInputStream()).outcome(clock.instant());
  }

  private static Socket secured(Parcel parcel, Socket plain) throws IOException {
    Socket made =
        parcel
            .trust()
            .context()
            .getSocketFactory()
            .createSocket(plain, parcel.hook().host(), parcel.hook().port(), true);
    if (!(made instanceof SSLSocket secured)) {
      throw new IllegalStateException("the JDK makes another kind of socket");
    }
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static byte[] head(Parcel parcel, long seconds) {
    Hook hook = parcel.hook();
    Message message = parcel.message();
    String path = hook.url().getRawPath();
    String query = hook.url().getRawQuery();
    String port = hook.url().getPort() < 0 ? "" : ":" + hook.url().getPort();
    return String.join(
            "\r\n",
            "POST "
                + (path == null || path.isEmpty() ? "/" : path)
                + (query == null ? "" : "?" + query)
                + " HTTP/1.1",
            "Host: " + hook.url().getHost() + port,
            "Content-Type: application/json",
            "Content-Length: " + message.body().length,
            "User-Agent: " + AGENT,
            "Accept: */*",
            "Connection: close",
            "webhook-id: " + message.id(),
            "webhook-timestamp: " + seconds,
            "webhook-signature: " + Signature.of(parcel.secrets(), message, seconds),
            "",
            "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  /// Ends what is under way, which then has failed.
  @Override
  public void close() {
    closed = true;
    open.forEach(PinnedPost::end);
    FutureTask<List<InetAddress>> running = lookUp;
    if (running != null) {
      running.cancel(true);
    }
    lookingUp.shutdownNow();
    deadlines.shutdownNow();
  }
}
