/// What the engine concludes: findings, and the incidents they join to. Values only.
@org.jspecify.annotations.NullMarked
package dev.warder.model.finding;
