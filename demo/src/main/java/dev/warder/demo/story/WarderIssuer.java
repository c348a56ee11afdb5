package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.platform.Issuer;
import dev.warder.demo.warder.WarderApi;
import dev.warder.demo.warder.WarderApi.Minted;
import dev.warder.demo.warder.WarderApi.Wish;
import dev.warder.demo.warder.WarderApi.Word;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Has Warder make the platform's keys, and asks it about work that is due.
///
/// Every key opens the whole API, as on platforms where a key is an administrator's: what keeps a
/// thief from harm here is that he is seen.
final class WarderIssuer implements Issuer {
  static final List<String> EVERYTHING = List.of("* /api/**", "* /insights/**");

  private volatile @Nullable WarderApi warder;

  /// From when on it can be asked: Warder wants to know where the platform is before it opens.
  void connect(WarderApi api) {
    warder = requireNonNull(api, "api is null");
  }

  private WarderApi warder() throws IOException {
    WarderApi api = warder;
    if (api == null) {
      throw new IOException("not connected yet");
    }
    return api;
  }

  @Override
  public Issued issue(String tenant, String principal, String parent) throws IOException {
    Minted minted = warder().mint(new Wish(tenant, principal, "", parent, EVERYTHING));
    return new Issued(minted.id(), minted.secret());
  }

  @Override
  public void end(String key) throws IOException {
    warder().revoke(key, "removed by its administrator");
  }

  @Override
  public Permission ask(String key, String verdict, String method, String path) throws IOException {
    Word word = warder().verifyScheduled(key, verdict, method, path);
    return new Permission(word.isAllowed(), word.code());
  }
}
