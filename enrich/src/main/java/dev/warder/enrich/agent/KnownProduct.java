package dev.warder.enrich.agent;

import dev.warder.model.ClientKind;

/// A row of the table of products.
///
/// @param family what the client is called; empty to keep the product's own name
/// @param versionFrom name of the product that carries the version, empty for the product itself
record KnownProduct(String family, ClientKind kind, ProductRole role, String versionFrom) {}
