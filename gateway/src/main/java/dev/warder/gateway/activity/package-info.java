/// What was seen of a call, as an [dev.warder.model.Activity], and who takes it. Never holds a call
/// up.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway.activity;
