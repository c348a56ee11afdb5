package dev.warder.keys.ledger;

import dev.warder.keys.ForeignPeppers;
import dev.warder.keys.KeysException;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.registry.ForeignSystem;
import dev.warder.keys.state.Document;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;

/// Opens other systems with their peppers.
public final class ForeignSystems {
  private ForeignSystems() {}

  /// A system with the pepper that its format needs.
  ///
  /// @throws KeysException if there is none
  public static ForeignSystem open(ForeignFormat format, ForeignPeppers peppers)
      throws KeysException {
    Secret pepper = format.needsPepper() ? peppers.of(format.name()) : null;
    if (format.needsPepper() && pepper == null) {
      throw new KeysException(
          ErrorCode.CONTENT_INVALID,
          "the keys of format "
              + format.name()
              + " were hashed under a pepper, which is not given; put it into a file of that name in"
              + " the folder that keys.foreign_peppers names");
    }
    return ForeignSystem.of(format, pepper);
  }

  /// A system as it was when its keys came in.
  ///
  /// @throws KeysException if its pepper is another
  static ForeignSystem same(Document.Format known, ForeignPeppers peppers) throws KeysException {
    ForeignSystem system = open(known.format(), peppers);
    if (!system.fingerprint().equals(known.fingerprint())) {
      throw new KeysException(
          ErrorCode.CONTENT_INVALID,
          "the pepper of format "
              + system.name()
              + " is another than the one that its keys came in with; give the file that belongs to"
              + " these data");
    }
    return system;
  }
}
