package dev.warder.benchmarks.keys;

import dev.warder.keys.hash.Hasher;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.shape.KeyId;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.shape.ReadKey;
import dev.warder.keys.state.GrantBook;
import dev.warder.keys.state.KeyCodec;
import dev.warder.keys.state.KeyState;
import dev.warder.policy.Buckets;
import dev.warder.policy.Circumstances;
import dev.warder.policy.Decider;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.store.sql.KeyRow;
import dev.warder.store.sql.StoreException;

/// What one would build at first: the key's row is looked up in SQLite at each call, in the same file
/// and with the same hash and policy. Nothing is recorded.
final class SqlVerdicts {
  private final Million million;

  SqlVerdicts(Million million) {
    this.million = million;
  }

  Nanos run(int count) throws StoreException, BrokenBody {
    Calls calls = new Calls(million.size(), 1);
    Hasher hasher = new Hasher(million.peppers());
    GrantBook grants = new GrantBook();
    Decider decider = new Decider(OperationRisks.NONE);
    KeyShape shape = KeyShape.of("wdr");
    ReadKey read = new ReadKey();
    Nanos nanos = new Nanos();
    for (int i = 0; i < count; i++) {
      int key = calls.nextKey();
      var request = calls.request(key, System.currentTimeMillis() * 1_000);
      long begin = System.nanoTime();
      boolean right = shape.read(million.text(key), read);
      KeyRow row =
          million.store().keys().find(new KeyId(read.idHigh(), read.idLow()).toString());
      if (!right || row == null) {
        throw new IllegalStateException("a key has no row");
      }
      KeyState state = KeyCodec.read(row.body(), grants);
      boolean allowed =
          hasher.matches(
                  state.hash(), read.exposeText(), read.materialOffset(), read.materialLength())
              && decider
                  .decide(state.facts(), request, Circumstances.PLAIN, Buckets.UNCOUNTED)
                  .allows();
      if (i > count / 4) {
        nanos.add(System.nanoTime() - begin);
      }
      if (!allowed) {
        throw new IllegalStateException("a key was refused");
      }
    }
    return nanos;
  }
}
