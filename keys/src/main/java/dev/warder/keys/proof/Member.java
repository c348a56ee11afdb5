package dev.warder.keys.proof;

import java.util.List;
import java.util.Map;

/// What a key of a dictionary leads to. Parameters keep the order in which they came, which is part
/// of what is signed.
///
/// Source RFC 9651 §3.1, §3.2
sealed interface Member {
  Map<String, BareItem> parameters();

  record Item(BareItem value, Map<String, BareItem> parameters) implements Member {}

  record InnerList(List<Item> items, Map<String, BareItem> parameters) implements Member {}
}
