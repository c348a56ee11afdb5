/// HTTP/1.1 over a socket, as clients of an API speak it, and JSON. Knows no API.
@NullMarked
package dev.warder.demo.wire;

import org.jspecify.annotations.NullMarked;
