package dev.warder.engine.population;

import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;

/// A consumer that has a part in something that stands out only across keys.
///
/// @param sign what stands out
/// @param strand the consumer
/// @param call what it did of it
/// @param timeMicros when the whole came to stand out: the last call that belongs to it
/// @param score how far the whole stands out
/// @param thresholdNats how far it has to
/// @param tie words that all consumers of the whole share, and no others
public record Outlier(
    Sign sign,
    Strand strand,
    Sighting call,
    long timeMicros,
    Score score,
    double thresholdNats,
    String tie) {}
