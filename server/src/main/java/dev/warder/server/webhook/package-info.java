/// Webhooks: sends what becomes of incidents to those who are named in the configuration, signed,
/// once by id, each in its own time.
///
///     journals ──> IncidentFeed ──> Courier ──> Message, Signature ──> PinnedPost ──> receiver
///                                     │ place, kept on disk after each 2xx
///
/// Knows what became of incidents and where it has to go; nothing of keys, doors and the engine.
@NullMarked
package dev.warder.server.webhook;

import org.jspecify.annotations.NullMarked;
