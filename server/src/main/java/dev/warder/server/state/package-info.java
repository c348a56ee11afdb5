/// What is kept between runs: the folder of `--state`.
@NullMarked
package dev.warder.server.state;

import org.jspecify.annotations.NullMarked;
