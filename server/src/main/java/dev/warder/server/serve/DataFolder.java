package dev.warder.server.serve;

import dev.warder.model.ErrorCode;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.file.SafeFile;
import dev.warder.server.journal.DataJournal;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;

/// Where things lie in the data folder.
///
/// Shape `journal/`, `calls/`, `warder.db`, `peppers`, `first-credential` (`-NAME`), `engine`,
/// `token-key`, `identity-keys`
///
/// @param changes journal of what was changed, kept for ever
/// @param calls journal of verdicts and activities, kept for a while
/// @param database tables
/// @param peppers what hashes are made with
record DataFolder(Path changes, Path calls, Path database, Path peppers) {
  static DataFolder make(Configuration configuration) {
    Path data = configuration.path(Setting.DATA);
    try {
      SafeFile.makeFolders(data);
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.OUTPUT_UNWRITABLE, "cannot make the data folder " + data, e);
    }
    return new DataFolder(
        DataJournal.CHANGES.in(data),
        DataJournal.CALLS.in(data),
        data.resolve("warder.db"),
        configuration.optionalPath(Setting.PEPPERS).orElse(data.resolve("peppers")));
  }
}
