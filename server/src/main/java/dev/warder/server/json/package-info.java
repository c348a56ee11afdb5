/// The documents for programs: findings, inventory, summary. Their shape is a contract; the same
/// result gives the same bytes.
@NullMarked
package dev.warder.server.json;

import org.jspecify.annotations.NullMarked;
