/// How a key's text looks: written once when it is minted, read at each call. Pure; knows no key
/// that exists, no hash and no clock.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.shape;
