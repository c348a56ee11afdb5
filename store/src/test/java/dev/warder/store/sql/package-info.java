@org.jspecify.annotations.NullMarked
package dev.warder.store.sql;
