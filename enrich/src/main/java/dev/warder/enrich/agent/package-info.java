/// What software a user agent claims to be: how the header is cut into products, and the table of
/// products that are known. It may read the table that ships in the jar; it must not believe what
/// it reads (a user agent is whatever the caller says) and must not use regular expressions.
@org.jspecify.annotations.NullMarked
package dev.warder.enrich.agent;
