/// From observation to fact: what content's detections and the engine's own signs say of one call.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.sign;
