package dev.warder.enrich.network;

import dev.warder.model.network.IpAddress;

/// One row of a range file: every address from `first` to `last`, both inclusive, has `value`.
///
/// @param row where it stands among the rows read, to settle what two equal ranges say
record AddressRange(IpAddress first, IpAddress last, int value, int row) {

  AddressRange {
    if (first.isIpv4() != last.isIpv4() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException("not a range: " + first + " to " + last);
    }
  }

  /// Narrow ranges first; of two equally wide ones the later row.
  static int byPrecedence(AddressRange left, AddressRange right) {
    int bySize = left.size().compareTo(right.size());
    return bySize != 0 ? bySize : Integer.compare(right.row, left.row);
  }

  private IpAddress size() {
    long borrow = Long.compareUnsigned(last.low(), first.low()) < 0 ? 1 : 0;
    return new IpAddress(last.high() - first.high() - borrow, last.low() - first.low());
  }
}
