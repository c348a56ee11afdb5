package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Explanation;
import dev.warder.keys.KeysException;
import dev.warder.keys.VerdictId;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.verify.VerdictCodec.Told;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds verdicts in journals again and says why they were given.
///
/// Bounds the entries of 30 seconds around it, which the journal's index finds; 2 at a time, and 16
/// who wait, usually for 5 s
public final class Explainer {
  private static final long AROUND_MICROS = 15_000_000;

  private static final int AT_ONCE = 2;
  private static final int WAITING = 16;

  /// How long the others wait.
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Journal> journals;
  private final Recorder recorder;
  private final VerdictCodec codec;
  private final Predicate<String> forgotten;
  private final Turns turns;

  /// @param journals where verdicts are, those that get new ones first
  /// @param forgotten tenants of which nothing personal is told, even where it was never sealed
  /// @param patience how long who is not among the first waits
  public Explainer(
      List<Journal> journals,
      Recorder recorder,
      KeyShape shape,
      Predicate<String> forgotten,
      Duration patience) {
    turns = new Turns("others are looking verdicts up", AT_ONCE, WAITING, patience);
    this.forgotten = requireNonNull(forgotten, "forgotten is null");
    this.journals = List.copyOf(journals);
    this.recorder = requireNonNull(recorder, "recorder is null");
    this.codec = new VerdictCodec(shape);
  }

  /// Says why a verdict was given.
  public Explanation explain(String verdictId) throws KeysException {
    VerdictId id = VerdictId.parse(verdictId);
    if (id == null) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "a verdict's id is a v and 26 digits and capitals, as the answer to a call has it");
    }
    return turns.during(() -> search(id));
  }

  private Explanation search(VerdictId id) throws KeysException {
    recorder.settle();
    try {
      for (Journal journal : journals) {
        Explanation found = search(journal, id);
        if (found != null) {
          return found;
        }
      }
    } catch (JournalException e) {
      throw new KeysException(e.code(), "the journal cannot be read: " + e.getMessage(), e);
    }
    throw new KeysException(
        ErrorCode.NOT_FOUND,
        "no such verdict is in the journal: it was never given, is older than what is kept, or was"
            + " not recorded because too many came at once");
  }

  /// Only what was found is opened.
  private @Nullable Explanation search(Journal journal, VerdictId id) throws JournalException {
    Search search = new Search(codec, id);
    Query around =
        Query.EVERYTHING
            .of(EntryKind.VERDICT, EntryKind.ACTIVITY)
            .between(id.timeMicros() - AROUND_MICROS, id.timeMicros() + AROUND_MICROS)
            .sealed();
    journal.search(around, search);
    if (search.number == 0) {
      return null;
    }
    Opened opened = new Opened();
    journal.read(search.number, opened);
    Entry entry = opened.entry;
    Told told = entry == null ? null : search.told(entry);
    return entry == null || told == null
        ? null
        : explanation(told, entry, forgotten.test(entry.tenant()));
  }

  private static final class Opened implements Journal.Reader {
    private @Nullable Entry entry;

    @Override
    public boolean accept(long number, Entry found) {
      entry = found;
      return false;
    }
  }

  private static final class Search implements Journal.Reader {
    private final VerdictCodec codec;
    private final String text;
    private long number;

    Search(VerdictCodec codec, VerdictId id) {
      this.codec = codec;
      text = id.toString();
    }

    @Override
    public boolean accept(long at, Entry entry) {
      if (told(entry) == null) {
        return true;
      }
      number = at;
      return false;
    }

    /// The verdict that is looked for, if the entry tells of it.
    private @Nullable Told told(Entry entry) {
      if (!VerdictCodec.isVerdict(entry)) {
        return null;
      }
      try {
        Told told = codec.read(entry);
        return told.verdict().equals(text) ? told : null;
      } catch (BrokenBody _) {
        // Of a newer version: not the one that can be explained.
        return null;
      }
    }
  }

  private static Explanation explanation(Told told, Entry entry, boolean isForgotten) {
    String operation = told.operation();
    return new Explanation(
        told.verdict(),
        entry.timeMicros(),
        told.reason(),
        told.key(),
        entry.tenant(),
        isForgotten ? operation.substring(0, (operation + " ").indexOf(' ')) : operation,
        entry.source(),
        sentences(told, isForgotten));
  }

  private static List<String> sentences(Told told, boolean isForgotten) {
    List<String> sentences = new ArrayList<>();
    sentences.add(words(told.reason(), told.key()));
    if (!told.why().isEmpty()) {
      sentences.add(Character.toUpperCase(told.why().charAt(0)) + told.why().substring(1) + ".");
    }
    if (told.passed() && told.reason() != Reason.ALLOWED) {
      sentences.add("The call passed all the same: the policy is in shadow.");
    }
    if (told.passed() && told.mode() == Mode.OBSERVE) {
      sentences.add("The policy only observes, so it was not asked whether the call is in scope.");
    }
    if (isForgotten) {
      sentences.add(
          "The tenant was forgotten: which path was called and from which address is known no"
              + " more.");
    }
    return sentences;
  }

  private static String words(Reason reason, String key) {
    return switch (reason) {
      case MALFORMED -> "The value is no key of this platform's shape, or a typo of one.";
      case BAD_TOKEN -> "The value is a signed token that does not hold here.";
      case BAD_CERTIFICATE -> "The certificate counts no more, or is of nobody who is known here.";
      case UNKNOWN ->
          key.isEmpty()
              ? "There is no such key, or the secret is another than its own."
              : "The secret of key " + key + " was right.";
      case REVOKED -> "Key " + key + " was revoked.";
      case INVALIDATED -> "Key " + key + " was hit by a mass invalidation.";
      case FENCED ->
          "Key "
              + key
              + " is fenced, and the operation makes, extends or changes keys or rights,"
              + " or nobody declared what it does.";
      case EXPIRED -> "Key " + key + " had expired.";
      case ROTATED -> "Key " + key + " was replaced by another, and the overlap was over.";
      case UNPROVEN -> "Key " + key + " is bound, and the call did not prove possession.";
      case OUT_OF_SCOPE -> "The scope of key " + key + " does not name the operation.";
      case WRONG_PLACE -> "Key " + key + " may not be used from this source.";
      case WRONG_TIME -> "Key " + key + " may not be used at this hour.";
      case TOO_FAST ->
          key.isEmpty()
              ? "Signatures from this network are not looked at for a while."
              : "More calls came with key " + key + " or its tenant than the limit lets.";
      case HELD -> "The operation waits for somebody's approval.";
      case UNUSUAL -> "The call is unlike what key " + key + " was seen to do.";
      case ALLOWED -> "Key " + key + " may do this from there.";
    };
  }
}
