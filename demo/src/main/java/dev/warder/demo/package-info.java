/// A directory-as-a-service, the software that its customers use it with, and those who steal keys.
///
/// Everything here is a stranger to Warder: it asks over HTTP what anybody may ask, and opens it
/// through [dev.warder.demo.warder.HostedWarder] alone.
@NullMarked
package dev.warder.demo;

import org.jspecify.annotations.NullMarked;
