package dev.warder.server.state;

import dev.warder.collect.HashKey;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.drift.Drift;
import dev.warder.engine.drift.Snapshot;
import dev.warder.engine.evidence.Scorer;
import dev.warder.engine.state.StateException;
import dev.warder.model.ErrorCode;
import dev.warder.model.inventory.Inventory;
import dev.warder.server.file.SafeFile;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.text.Wording;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The folder of `--state`, held by one run at a time.
///
///     lock         held while a run uses the folder
///     hash-key     32 random bytes, made on first use, readable by its owner alone
///     engine.state all that the engine knows, see [EngineStateFile]
///     state.json   the last run's inventory, see [SnapshotFile]
///
/// Guarantees a crash at any moment leaves of each file the old one or the new one, never half of
/// either; the engine's goes first, so that no activity is ever judged twice. A run that read
/// nothing, or could not put out what it found, changes nothing
///
/// Errors [CommandFailure] for a folder in use, and for state that is damaged or newer; nothing is
/// overwritten then
public final class StateFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String HASH_KEY = "hash-key";
  private static final String STATE = "state.json";
  private static final String ENGINE = "engine.state";
  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final FileChannel lockFile;
  private final @Nullable Snapshot before;
  private final List<String> notes = new ArrayList<>();

  /// Up to when the engine had judged; nothing if it begins anew.
  private long judgedMicros = Long.MIN_VALUE;

  private boolean prepared;

  private StateFolder(Path folder, FileChannel lockFile, @Nullable Snapshot before) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.before = before;
  }

  /// Takes hold of the folder, made if need be, and reads what it keeps.
  public static StateFolder open(Path folder) {
    FileChannel lockFile = lock(folder);
    boolean opened = false;
    try {
      Path file = folder.resolve(STATE);
      Snapshot before = Files.exists(file) ? SnapshotFile.read(file) : null;
      opened = true;
      return new StateFolder(folder, lockFile, before);
    } catch (IOException e) {
      throw unusable(folder, "its state cannot be read: " + e.getMessage(), e);
    } finally {
      if (!opened) {
        release(folder, lockFile);
      }
    }
  }

  private static FileChannel lock(Path folder) {
    FileChannel channel = null;
    try {
      SafeFile.makeFolder(folder);
      channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      release(folder, channel);
      throw unusable(folder, "another run is using it", e);
    } catch (IOException e) {
      throw unusable(folder, "it is no folder, or cannot be written to", e);
    }
    release(folder, channel);
    throw unusable(folder, "another run is using it", null);
  }

  /// The key for hashes of credentials; made on first use.
  public HashKey hashKey() {
    Path file = folder.resolve(HASH_KEY);
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        SafeFile.write(file, out -> out.write(key));
      } else if (SafeFile.isOpenToOthers(file)) {
        notes.add(file + " can be read by others than its owner; take that right away");
      }
      return new HashKey(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unusable(folder, HASH_KEY + " cannot be read or made: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw unusable(folder, HASH_KEY + " is damaged: " + e.getMessage(), e);
    }
  }

  /// Whether an earlier run left an engine to go on with.
  public boolean holdsEngine() {
    return Files.exists(folder.resolve(ENGINE));
  }

  /// The engine as the last run left it.
  public Engine resume(EngineSettings settings, Detections content, Scorer scorer) {
    Path file = folder.resolve(ENGINE);
    try {
      Engine engine = EngineStateFile.read(file, settings, content, scorer);
      judgedMicros = engine.lastMicros();
      tell(engine, content.version());
      if (SafeFile.isOpenToOthers(file)) {
        notes.add(file + " can be read by others than its owner; take that right away");
      }
      return engine;
    } catch (StateException e) {
      throw new CommandFailure(ErrorCode.USAGE, file + " is left as it is: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(folder, ENGINE + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void tell(Engine resumed, String contentVersion) {
    notes.add(
        "goes on after "
            + Wording.second(judgedMicros)
            + " UTC; findings and inventory are those of everything seen so far");
    if (!resumed.contentBefore().equals(contentVersion)) {
      notes.add(
          "detections changed since the last run, from version "
              + resumed.contentBefore()
              + " to "
              + contentVersion
              + "; what was told by those that are gone is gone, too");
    }
  }

  /// Writes an engine that has judged all there was beside the one of the last run, before it
  /// concludes.
  public void save(Engine engine) {
    try {
      prepared = true;
      EngineStateFile.prepare(engine, folder.resolve(ENGINE));
    } catch (IOException e) {
      throw unusable(folder, ENGINE + " cannot be written: " + e.getMessage(), e);
    }
    if (judgedMicros != Long.MIN_VALUE && engine.lateNow() > 0) {
      notes.add(
          Wording.count(engine.lateNow(), "activity is", "activities are")
              + " older than what earlier runs have judged, or known from them, and left out");
    }
  }

  /// Compares what this run saw with the last; null if there is nothing to compare with.
  public @Nullable Drift compare(Inventory inventory) {
    if (inventory.activities() == 0) {
      return null;
    }
    if (before == null) {
      notes.add("first run with this --state folder; the next one tells what changed");
      return null;
    }
    return Drift.between(before, Snapshot.of(inventory, judgedMicros));
  }

  /// Keeps what this run found for the next.
  public void keep(Inventory inventory) {
    Snapshot now = Snapshot.of(inventory, judgedMicros);
    try {
      if (prepared) {
        SafeFile.replace(folder.resolve(ENGINE));
        prepared = false;
      }
      SnapshotFile.write(before == null ? now : before.updatedBy(now), folder.resolve(STATE));
    } catch (IOException e) {
      throw unusable(folder, "its state cannot be written: " + e.getMessage(), e);
    }
  }

  /// What the person who asked should know.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    try {
      if (prepared) {
        SafeFile.discard(folder.resolve(ENGINE));
      }
    } catch (IOException e) {
      throw unusable(folder, "what was begun cannot be taken back", e);
    } finally {
      release(folder, lockFile);
    }
  }

  private static void release(Path folder, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw unusable(folder, "its lock cannot be given back", e);
    }
  }

  private static CommandFailure unusable(Path folder, String why, @Nullable Throwable cause) {
    return new CommandFailure(ErrorCode.USAGE, "--state " + folder + ": " + why, cause);
  }
}
