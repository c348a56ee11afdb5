/// Which operations exist, learned from traffic: templates from paths, aliases when a template
/// widens, and figures per operation. Upstream of profiles and evidence, which know operations by
/// number only.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.inventory;
