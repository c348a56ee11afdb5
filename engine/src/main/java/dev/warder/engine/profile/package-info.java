/// How each key is used and by whom: baselines, strands, rhythm, posture. Learns only from strands
/// that are not under suspicion.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.profile;
