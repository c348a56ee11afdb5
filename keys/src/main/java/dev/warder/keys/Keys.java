package dev.warder.keys;

import dev.warder.model.Activity;
import dev.warder.model.Secret;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The life of API keys. Safe for use by many threads.
///
/// Guarantees a method that changes something returns after the change is forced to disk and in
/// effect: no verdict that begins afterwards is given by the state before. A change that throws was
/// not made, except with `STOPPED`, which says that nobody knows: look after the next start.
///
/// Errors [KeysException] with codes of `CALLER` and `DENIED` for what is asked, `OVERLOAD` and
/// `DEPENDENCY` for what the machine cannot do now; [#verify] throws none
public interface Keys extends AutoCloseable {
  /// Mints a key, or keeps the wish until a second person has approved it.
  MintOutcome mint(Actor actor, MintRequest request) throws KeysException;

  /// Mints the first credential of a person, whatever it opens, without asking anybody: for whoever
  /// has the machine, never for a caller.
  ///
  /// @param person as [Persons#isName] has it; empty for the one who is there before anybody is
  ///   named
  Minted enroll(Actor operator, String person, MintRequest request) throws KeysException;

  /// Whether there are two persons each of whom has a credential that may manage keys: with fewer,
  /// what waits for a second one waits in vain.
  boolean haveSecondPerson();

  /// Approves a wish; a key of another person than those who have the one that asked has to.
  Approval approve(Actor actor, String approvalId) throws KeysException;

  /// Refuses a wish, or takes one's own back.
  Approval refuse(Actor actor, String approvalId) throws KeysException;

  /// Carries an approved wish out, for the actor who asked.
  Minted collect(Actor actor, String approvalId) throws KeysException;

  /// All wishes of the last 30 days and those that wait, oldest first.
  List<Approval> approvals();

  ManagedKey find(String id) throws KeysException;

  /// What of [#find] programs look at call by call; null if there is no such key.
  @Nullable KeyOutline outline(String id);

  /// Another number than before once a key, or what ends keys, has changed; nothing that changes by
  /// the clock alone counts.
  long changes();

  /// The keys that a selector picks, oldest first.
  ///
  /// @param selector all keys if empty
  /// @param cursor [KeyPage#next] of the page before; empty for the first
  /// @param limit 1 to 1,000
  KeyPage list(String selector, String cursor, int limit) throws KeysException;

  /// Changes a key.
  ///
  /// @param version the key's version that the change was made for; another is a conflict
  ChangeOutcome change(Actor actor, String id, long version, KeyChange change) throws KeysException;

  /// Replaces a key by another with the same rights; the old one is accepted for a while.
  MintOutcome rotate(Actor actor, String id, Duration overlap) throws KeysException;

  /// Keeps a suspect key from minting, extending, delegating and changing keys.
  ManagedKey fence(Actor actor, String id, String note) throws KeysException;

  ChangeOutcome unfence(Actor actor, String id, String note) throws KeysException;

  /// Ends a key for ever. Ending it again changes nothing.
  ManagedKey revoke(Actor actor, String id, String note) throws KeysException;

  /// Counts what a mass invalidation would hit.
  Preview preview(Actor actor, String selector) throws KeysException;

  /// Ends all keys that a selector picks, in force when it returns. Keys minted later are not hit.
  ///
  /// @param previewId the preview that was looked at; null to go without. Naming the same preview
  ///   again answers the invalidation that there is
  Invalidation invalidate(Actor actor, String selector, @Nullable String previewId)
      throws KeysException;

  /// All mass invalidations, oldest first.
  List<Invalidation> invalidations();

  /// Declares what a named set of scopes opens (`@name` in a [dev.warder.policy.GrantText]); keys
  /// that have it open that from then on.
  void defineScopeSet(Actor actor, String name, List<String> scopes) throws KeysException;

  /// What a named set of scopes opens.
  List<String> scopeSet(String name) throws KeysException;

  /// Decides about a call. Never waits for a disk or a lock, never throws on input. One that is
  /// held is refused, and nobody is asked.
  ///
  /// Every verdict is written down by and by, but for a call at the gate that is allowed: whoever
  /// asks from there hands what became of it to [#observed], and to [#lasts] before if it takes
  /// long.
  Verdict verify(Presented presented, Request request);

  /// The same, but for a call that is held: of that nothing is decided, counted or written down
  /// before [#conclude]. Never waits for a disk or a lock, never throws on input.
  Judged judge(Presented presented, Request request);

  /// Finds out whether a call that is held was approved, and uses the approval up; has somebody
  /// asked if nobody was. Never waits; what comes after it may run on the thread that writes
  /// changes, and must not wait there either. Never fails: what cannot be written down is not
  /// approved.
  ///
  /// @param query of the call as it came, without credentials; may be empty
  CompletionStage<Settled> settle(Held held, String query);

  /// Decides about a call that was held, as its key and its grant are now. To be asked when the
  /// call is about to go on: nothing that ends a key comes in between then.
  ///
  /// Errors [IllegalStateException] the second time
  Verdict conclude(Settled settled);

  /// Takes what became of a call at the gate, to be written down by and by; never waits. Where the
  /// call was allowed, its verdict is written down with it.
  ///
  /// @return whether it was taken: too many wait otherwise
  boolean observed(Activity call);

  /// Waits until calls that the gate saw are on disk, those that could not be kept among them, but
  /// not for long.
  ///
  /// @param calls how many; asked again while it waits
  void awaitRecorded(LongSupplier calls);

  /// A call that was allowed goes on and on: its verdict is written down now. Never waits.
  void lasts(Verdict verdict, Request request);

  /// Takes a verdict about somebody who shows no key, to be written down by and by as those about
  /// keys are; never waits.
  ///
  /// @param verdict its key is what the caller is known again by, empty if nobody vouches for him
  /// @param why what else there is to say, for people; may be empty
  void told(Verdict verdict, Request request, String why);

  /// Whether a text has the form of a key, one of another system among them. Never waits.
  boolean fits(String text);

  /// Decides about work that a key set up earlier and that is to be done now. A key that does not
  /// exist, one of Warder's own and a trap are unknown. It is no use of the key, counts against no
  /// limit, and sounds no alarm. Never waits, never throws on input.
  ///
  /// @param request what is to be done; its source is where it runs, if that is known at all
  Verdict verifyScheduled(Scheduled work, Request request);

  /// Takes values that were found where they should not be; fences or informs as the settings say.
  LeakReport leaked(Actor actor, List<Secret> values) throws KeysException;

  /// What forgetting a tenant would take away, or has taken.
  Forgetting forgetting(String tenant) throws KeysException;

  /// Takes away for ever what is personal of a tenant all of whose keys are ended: names, contacts,
  /// notes, addresses and paths, in memory, rows and the record. Its keys stay known as revoked,
  /// and it gets no other. Doing it again changes nothing, or finishes what could not be finished.
  Forgetting forget(Actor actor, String tenant) throws KeysException;

  /// Takes in keys that another system issued. A line that cannot be taken stops nothing and is
  /// told. What throws may have taken in the lines before: the same lines again take in the rest,
  /// and change nothing about keys that are there.
  ImportReport importKeys(Actor actor, ImportRequest request) throws KeysException;

  /// Says why a verdict was given.
  Explanation explain(String verdictId) throws KeysException;

  /// Lets what is refused with a key be refused as with an unknown one, or no longer, while its
  /// incident is open. What is allowed stays allowed: a suspicion ends nothing. Not written down:
  /// whoever keeps incidents says it again after a start.
  void suspect(String id, Suspicion suspicion) throws KeysException;

  /// Whether a key opens nothing any more, or is none.
  boolean isOver(String id);

  /// What decisions know of a key now; null if there is none of this id. Never waits.
  @Nullable KeyFacts facts(String id);

  /// The overlap that a key is in; null if it is in none.
  @Nullable Overlap overlap(String id);

  /// Has endings carried out from now on when keys may be over: after that is in effect, and before
  /// it is acknowledged. In place of those said before.
  void heed(Endings endings);

  /// Numbers for metrics and health.
  KeysStatus status();

  @Override
  void close();

  /// Whether a key is in an open incident.
  enum Suspicion {
    NONE,
    OPEN_INCIDENT
  }
}
