package dev.warder.testkit.sample;

/// One API key of a tenant, as the platform's inventory lists it.
///
/// @param uid fingerprint, as in the logs
/// @param ownerUid the administrator or service account that owns it
/// @param kind what software is registered for it
/// @param privileged whether it may change keys, commands and administrators
record ApiKey(
    String uid,
    Tenant tenant,
    String ownerUid,
    String ownerEmail,
    String kind,
    boolean privileged,
    long createdMillis) {}
