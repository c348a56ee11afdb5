/// From cases to incidents: which findings belong to one campaign, what is emitted within the
/// budget, and how it is told.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.campaign;
