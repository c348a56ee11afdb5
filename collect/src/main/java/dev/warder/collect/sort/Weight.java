package dev.warder.collect.sort;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Source;
import java.util.Map;

/// About how many bytes activities take in memory. What is usually shared is counted too, since a
/// hostile log shares nothing; whoever makes the parts can weigh them once.
///
/// Units bytes, as if every character took one
public final class Weight {
  private static final long OBJECTS = 240;
  private static final long PER_TEXT = 56;
  private static final long PER_ATTRIBUTE = 80;

  private Weight() {}

  /// All parts that several activities may share.
  public static long ofShared(Activity activity) {
    return ofParty(activity.tenant(), activity.caller(), activity.source(), activity.client())
        + ofCall(activity.call());
  }

  /// Who called, from where and with what.
  public static long ofParty(String tenant, Caller caller, Source source, Client client) {
    return (long) tenant.length()
        + caller.credentialUid().length()
        + caller.principalUid().length()
        + source.address().length()
        + client.userAgent().length();
  }

  /// What was called.
  public static long ofCall(Call call) {
    return (long) call.path().length() + call.action().length();
  }

  /// What an activity shares with no other.
  static long ofOwn(Activity activity) {
    long weight =
        OBJECTS
            + activity.uid().length()
            + activity.outcome().error().length()
            + activity.mintedCredential().length();
    for (String target : activity.targets()) {
      weight += PER_TEXT + target.length();
    }
    for (String name : activity.made()) {
      weight += PER_TEXT + name.length();
    }
    if (!activity.attributes().isEmpty()) {
      for (Map.Entry<String, String> attribute : activity.attributes().entrySet()) {
        weight += PER_ATTRIBUTE + attribute.getKey().length() + attribute.getValue().length();
      }
    }
    return weight;
  }
}
