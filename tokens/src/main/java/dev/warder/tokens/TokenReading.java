package dev.warder.tokens;

import static java.util.Objects.requireNonNull;

/// What a token turned out to be.
public sealed interface TokenReading {
  /// It holds, and speaks for somebody.
  ///
  /// @param uid what the caller is known again by: a keyed hash of issuer, claim and subject, never
  ///   of the token
  /// @param issuer whose word it is
  /// @param subject who calls
  /// @param tenant for whom
  /// @param endMicros from when on it no longer holds, microseconds since the epoch, UTC
  record Speaker(String uid, String issuer, String subject, String tenant, long endMicros)
      implements TokenReading {
    public Speaker {
      requireNonNull(uid, "uid is null");
      requireNonNull(issuer, "issuer is null");
      requireNonNull(subject, "subject is null");
      requireNonNull(tenant, "tenant is null");
    }
  }

  /// Nobody is trusted with it here. What it says is believed of nobody.
  ///
  /// @param uid a keyed hash of the whole text
  record Foreign(String uid) implements TokenReading {
    public Foreign {
      requireNonNull(uid, "uid is null");
    }
  }

  /// It names an issuer that is trusted, and does not hold; or it cannot be read here, and others
  /// may read that in it.
  ///
  /// @param uid a keyed hash of the whole text
  record Refused(Why why, String uid) implements TokenReading {
    public Refused {
      requireNonNull(why, "why is null");
      requireNonNull(uid, "uid is null");
    }
  }

  /// It names an issuer that is trusted, and whoever asked did not let its signature be looked at.
  ///
  /// @param uid a keyed hash of the whole text
  record Unseen(String uid) implements TokenReading {
    public Unseen {
      requireNonNull(uid, "uid is null");
    }
  }

  /// Why a token of a trusted issuer does not hold.
  enum Why {
    /// A header or claim is missing, twice, of a wrong type, too long, or asks for what is not
    /// done.
    MALFORMED,
    /// Its issuer's tokens are not to be signed like this.
    ALGORITHM,
    /// No public key of its issuer is known under its name.
    NO_KEY,
    SIGNATURE,
    /// It is meant for somebody else.
    AUDIENCE,
    EXPIRED,
    NOT_YET,
    /// It names no caller or no tenant.
    NOBODY;

    /// Whether its signature was looked at, which is what costs.
    public boolean costSignature() {
      return switch (this) {
        case SIGNATURE, AUDIENCE, NOBODY -> true;
        case MALFORMED, ALGORITHM, NO_KEY, EXPIRED, NOT_YET -> false;
      };
    }
  }
}
