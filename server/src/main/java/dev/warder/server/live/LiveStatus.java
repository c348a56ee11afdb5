package dev.warder.server.live;

/// How the live engine is doing, since the start.
///
/// @param judged calls that the engine has seen
/// @param waiting entries of the journal that it has not read yet
/// @param late calls that came too late for their place, and were judged at the time reached by
///   then
/// @param unreadable entries that tell of a call and cannot be read
/// @param missing entries that the journal no longer had when it was read
/// @param incidents incidents told, of earlier processes too
public record LiveStatus(
    long judged, long waiting, long late, long unreadable, long missing, long incidents) {}
