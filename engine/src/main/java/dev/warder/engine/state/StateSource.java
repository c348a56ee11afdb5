package dev.warder.engine.state;

/// Gives the bytes of a state.
public interface StateSource {

  /// How many bytes there are altogether. Nothing is made room for beyond what these could hold.
  long size();

  /// Fills a block as far as there are bytes; says how many there were. What this throws, whoever
  /// restores throws.
  int read(byte[] block, int length);

  /// A state that is in memory.
  static StateSource of(byte[] state) {
    return new StateSource() {
      private int at;

      @Override
      public long size() {
        return state.length;
      }

      @Override
      public int read(byte[] block, int length) {
        int taken = Math.min(length, state.length - at);
        System.arraycopy(state, at, block, 0, taken);
        at += taken;
        return taken;
      }
    };
  }
}
