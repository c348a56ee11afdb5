/// Tests of `platform`.
@NullMarked
package dev.warder.demo.platform;

import org.jspecify.annotations.NullMarked;
