/// The platform: organizations with users, devices and commands behind an HTTP server. Believes the
/// gate's headers and nobody else; has keys made, and work that is due allowed, by `Issuer`.
@NullMarked
package dev.warder.demo.platform;

import org.jspecify.annotations.NullMarked;
