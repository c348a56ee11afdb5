/// Where calls show credentials: declared places, and what is found there. Knows no key.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway.credential;
