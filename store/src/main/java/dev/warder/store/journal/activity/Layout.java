package dev.warder.store.journal.activity;

/// What is in the facts of an activity, version 1.
///
/// Shape of the bytes that stay: version 1 | flags | count of own words if any | kind of credential
/// 4 bits, result 4 bits | kind of network 4 bits, kind of software 4 bits | AS number unless
/// derived | status | bytes of the request, of the response, latency (signed) | uid | minted
/// credential | parameters if any: count, then each: shapes, fingerprint << 2 + place. A flag from
/// [#API] on says that a text is there; texts stand in the order of the flags, and the names of
/// parameters behind them. Before all of them stand Warder's own words, names and values in turn:
/// [#OWN]
///
/// Shape of the bytes that go with the tenant's key: flags | path | targets | what was made |
/// attributes: count, values; texts in the order of the flags, and the names of attributes behind
/// them. Without a tenant both stand behind those that stay
final class Layout {
  static final int PRIVATE = 1;
  static final int NUMBER_DERIVED = 1 << 1;
  static final int COUNTRY_DERIVED = 1 << 2;
  static final int PARAMETERS = 1 << 3;
  static final int API = 1 << 4;
  static final int METHOD = 1 << 5;
  static final int ROUTE = 1 << 6;
  static final int ACTION = 1 << 7;
  static final int FAMILY = 1 << 8;
  static final int SOFTWARE_VERSION = 1 << 9;
  static final int JA4 = 1 << 10;
  static final int ORGANIZATION = 1 << 11;
  static final int COUNTRY = 1 << 12;
  static final int ERROR = 1 << 13;
  static final int PARENT = 1 << 14;

  /// Attributes that Warder itself gave it, which speak of nobody.
  static final int OWN = 1 << 15;

  static final int PRINCIPAL = 1;
  static final int PRINCIPAL_NAME = 1 << 1;
  static final int ADDRESS = 1 << 2;
  static final int AGENT = 1 << 3;
  static final int TARGETS = 1 << 4;
  static final int MADE = 1 << 5;
  static final int MADE_SAME = 1 << 6;
  static final int ATTRIBUTES = 1 << 7;

  private Layout() {}
}
