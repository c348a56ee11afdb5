package dev.warder.keys;

/// How the room is doing. Counters count since the start.
///
/// Guarantees verdicts = recorded + unrecorded + waiting to be recorded; so of calls
///
/// @param keys all keys there ever were
/// @param verdicts verdicts to be recorded; what is allowed at the gate is recorded with its call
/// @param recorded verdicts that the journal took
/// @param unrecorded verdicts that it did not: it was full, or slower than the calls
/// @param calls calls that the gate saw
/// @param callsRecorded calls that the journal took
/// @param callsUnrecorded calls that it did not
/// @param alarmsLost alarms that nobody heard
/// @param changes changes acknowledged
/// @param waiting changes that wait for the disk
/// @param unprojected keys whose row is older than the journal
/// @param projectionFault why rows are not written at present; empty if they are
/// @param takesChanges whether changes are taken
/// @param unasked held calls that nobody was asked about, because too many wait
public record KeysStatus(
    long keys,
    long verdicts,
    long recorded,
    long unrecorded,
    long calls,
    long callsRecorded,
    long callsUnrecorded,
    long alarmsLost,
    long changes,
    int waiting,
    long unprojected,
    String projectionFault,
    boolean takesChanges,
    long unasked) {}
