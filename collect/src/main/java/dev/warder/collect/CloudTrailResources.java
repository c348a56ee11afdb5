package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.model.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which resources a CloudTrail call named, which it made, and which credential it brought into
/// being. Confined to one thread.
///
/// A field names a resource by how it is called: `roleName`, `secretId`, `functionArn`,
/// `instanceIds`. A call that creates made what its own name says: of CreateSecurityGroup's fields
/// `groupId` is what was made and `vpcId` is not.
///
/// Bounds [Activity#MAX_LIST] names each, text cut to 512 characters
final class CloudTrailResources {
  private static final int MAX_CHARS = 512;
  private static final int MAX_DEPTH = 8;

  private static final List<String> MAKING =
      List.of("Create", "Put", "Run", "Register", "Allocate", "Import");

  private static final List<String> SUFFIXES =
      List.of("identifiers", "identifier", "names", "name", "arns", "arn", "ids", "id");

  private static final Set<String> WHOLE =
      Set.of("bucket", "key", "target", "resource", "role", "groupid", "user", "resources");

  private static final Set<String> NO_RESOURCE =
      Set.of(
          "requestid",
          "ownerid",
          "versionid",
          "accountid",
          "clientid",
          "rolesessionname",
          "userid",
          "reservationid",
          "principalid",
          "attributename",
          "regionname",
          "parentid",
          "x-amz-id-2");

  /// Secrets, and what describes resources without naming one: tags and search conditions.
  private static final Set<String> NOT_WALKED =
      Set.of(
          "credentials",
          "tags",
          "tagset",
          "tagspecificationset",
          "filters",
          "filterset",
          "parameterfilters");

  private final List<String> targets = new ArrayList<>();
  private final List<String> made = new ArrayList<>();
  private String minted = "";
  private String noun = "";

  /// @param request node of `requestParameters`, or 0
  /// @param response node of `responseElements`, or 0
  void read(Tape tape, int request, int response, String event, boolean succeeded) {
    targets.clear();
    made.clear();
    minted = "";
    noun = succeeded ? madeNoun(event) : "";
    if (request > 0) {
      walk(tape, request, "", 0, true);
    }
    if (response > 0 && tape.isObject(response)) {
      if (!noun.isEmpty()) {
        walk(tape, response, "", 0, false);
      }
      minted = minted(tape, response, event);
    }
  }

  List<String> targets() {
    return List.copyOf(targets);
  }

  List<String> made() {
    return List.copyOf(made);
  }

  String minted() {
    return minted;
  }

  private void walk(Tape tape, int node, String parent, int depth, boolean requested) {
    if (depth > MAX_DEPTH || !tape.isContainer(node)) {
      return;
    }
    boolean list = tape.isArray(node);
    for (int n = node + 1; n < tape.next(node); n = tape.next(n)) {
      String name = list ? parent : tape.name(n).toLowerCase(Locale.ROOT);
      if (tape.isContainer(n)) {
        if (!NOT_WALKED.contains(name)) {
          walk(
              tape,
              n,
              tape.isArray(n) || !name.equals("items") ? name : parent,
              depth + 1,
              requested);
        }
      } else if (tape.kind(n) == Tape.Kind.STRING) {
        take(tape, n, name, list ? "" : parent, requested);
      }
    }
  }

  private void take(Tape tape, int n, String name, String parent, boolean requested) {
    String suffix = suffix(name);
    boolean names = WHOLE.contains(name) || !suffix.isEmpty();
    if (!names || NO_RESOURCE.contains(name)) {
      return;
    }
    String resource = AwsNames.resource(tape.text(n, MAX_CHARS));
    if (requested) {
      add(targets, resource);
    }
    if (!noun.isEmpty() && isMade(name.substring(0, name.length() - suffix.length()), parent)) {
      add(made, resource);
    }
  }

  /// Whether a field with this stem (`group` of `groupId`) names what the call made.
  private boolean isMade(String stem, String parent) {
    if (stem.isEmpty()) {
      return parent.isEmpty() || parent.equals(noun);
    }
    return noun.endsWith(stem) || stem.endsWith(noun) || alias(noun).equals(stem);
  }

  private static String alias(String noun) {
    return switch (noun) {
      case "keypair", "object" -> "key";
      case "address" -> "allocation";
      case "loginprofile" -> "user";
      default -> "";
    };
  }

  /// `securitygroup` of `CreateSecurityGroup`; empty for calls that make nothing.
  private static String madeNoun(String event) {
    for (String verb : MAKING) {
      if (event.startsWith(verb) && event.length() > verb.length()) {
        String action = AwsNames.action("x.amazonaws.com", event.substring(verb.length()));
        String plural = action.substring(2).toLowerCase(Locale.ROOT);
        return plural.endsWith("s") && !plural.endsWith("ss")
            ? plural.substring(0, plural.length() - 1)
            : plural;
      }
    }
    return "";
  }

  private static String suffix(String name) {
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix)) {
        return suffix;
      }
    }
    return "";
  }

  private static void add(List<String> list, String name) {
    if (!name.isEmpty() && list.size() < Activity.MAX_LIST && !list.contains(name)) {
      list.add(name);
    }
  }

  private static String minted(Tape tape, int response, String event) {
    if (event.startsWith("AssumeRole")) {
      return at(tape, response, "assumedRoleUser", "arn");
    }
    return switch (event) {
      case "CreateAccessKey" -> at(tape, response, "accessKey", "accessKeyId");
      case "GetSessionToken" -> at(tape, response, "credentials", "accessKeyId");
      case "GetFederationToken" -> {
        String user = at(tape, response, "federatedUser", "arn");
        yield user.isEmpty() ? at(tape, response, "credentials", "accessKeyId") : user;
      }
      default -> "";
    };
  }

  private static String at(Tape tape, int object, String outer, String inner) {
    for (int n = object + 1; n < tape.next(object); n = tape.next(n)) {
      if (tape.isObject(n) && tape.name(n).equals(outer)) {
        for (int m = n + 1; m < tape.next(n); m = tape.next(m)) {
          if (tape.name(m).equals(inner)) {
            return tape.text(m, MAX_CHARS);
          }
        }
      }
    }
    return "";
  }
}
