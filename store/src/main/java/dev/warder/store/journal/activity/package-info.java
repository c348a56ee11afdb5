/// Activities as entries of a journal. Knows the model's activity and how an entry is divided into
/// what stays and what goes with a tenant's key; nothing of files.
@org.jspecify.annotations.NullMarked
package dev.warder.store.journal.activity;
