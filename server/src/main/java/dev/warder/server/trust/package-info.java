/// Whose certificates are believed by what Warder connects to. Knows files and certificates, no
/// connection.
@NullMarked
package dev.warder.server.trust;

import org.jspecify.annotations.NullMarked;
