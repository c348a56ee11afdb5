/// What a journal asks of a disk, and real disks. Knows files and bytes, not what is in them; the
/// one place where the journal meets the file system.
@org.jspecify.annotations.NullMarked
package dev.warder.store.journal.file;
