package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.util.List;

/// What the honest integrations do in one run.
final class Jobs {
  private Jobs() {}

  /// HR system: who changed since the last run; now and then one is updated.
  static void hrPoll(Visit visit) {
    visit.query(Route.USERS, "limit=100&sort=-modified");
    if (visit.draw().perMille(160)) {
      String user = someUser(visit);
      visit.call(Route.USER, user);
      visit.call(Route.USER_SET, user);
    }
  }

  /// HR system, once a night: all of it, new people, group membership.
  static void hrFull(Visit visit) {
    Draw draw = visit.draw();
    visit.pages(Route.USERS, visit.tenant().users().size(), 100);
    visit.call(Route.USER_GROUPS);
    for (int i = draw.between(2, 4); i > 0; i--) {
      visit.call(Route.USER_GROUP_MEMBERS, draw.pick(visit.tenant().userGroups()));
    }
    for (int i = draw.below(3); i > 0; i--) {
      visit.call(Route.USER_CREATE, someUser(visit));
      visit.call(
          Route.USER_GROUP_MEMBERS_SET, draw.pick(visit.tenant().userGroups()), someUser(visit));
    }
  }

  /// Agent on a domain controller.
  static void directoryImport(Visit visit) {
    String directory = visit.tenant().activeDirectory();
    visit.call(Route.AGENT, directory, new StringBuilder(directory).reverse().toString());
    if (visit.draw().perMille(350)) {
      visit.call(Route.USER_SEARCH);
      visit.call(Route.USER_SET, someUser(visit));
    }
  }

  static void scimBridge(Visit visit) {
    visit.query(Route.USER_GROUPS, "limit=100");
    newOperation(visit);
    if (visit.draw().perMille(300)) {
      String user = someUser(visit);
      if (visit.draw().perMille(60)) {
        visit.answered(404, Route.USER, Tenant.id(visit.draw()));
      } else {
        visit.call(Route.USER, user);
      }
    }
  }

  static void logPuller(Visit visit) {
    visit.call(Route.EVENTS);
    if (visit.draw().perMille(180)) {
      visit.call(Route.EVENTS);
    }
  }

  static void chatApp(Visit visit) {
    visit.call(Route.USER_SEARCH);
    visit.call(Route.USER, someUser(visit));
    newOperation(visit);
    if (visit.draw().perMille(60)) {
      visit.call(Route.USER_UNLOCK, someUser(visit));
    }
  }

  /// A plan reads everything it manages; a few runs change a policy.
  static void terraform(Visit visit) {
    Tenant tenant = visit.tenant();
    visit.call(Route.USER_GROUPS);
    tenant.userGroups().forEach(group -> visit.call(Route.USER_GROUP, group));
    visit.call(Route.SYSTEM_GROUPS);
    tenant.systemGroups().forEach(group -> visit.call(Route.SYSTEM_GROUP, group));
    tenant.policies().forEach(policy -> visit.call(Route.POLICY, policy));
    tenant.applications().forEach(application -> visit.call(Route.APPLICATION, application));
    visit.call(Route.IP_LISTS);
    if (visit.draw().perMille(180)) {
      visit.call(Route.POLICY_SET, visit.draw().pick(tenant.policies()));
    }
  }

  /// Patching: a trigger starts the command, then its results are collected.
  static void patchNight(Visit visit) {
    visit.call(Route.COMMAND_TRIGGER, "weekly-patch-ring" + visit.draw().between(1, 2));
    for (int i = 0; i < 4; i++) {
      visit.pause(90);
      visit.query(Route.COMMAND_RESULTS, "limit=50&sort=-requestTime");
    }
    for (int i = visit.draw().between(3, 6); i > 0; i--) {
      visit.call(Route.COMMAND_RESULT, Tenant.id(visit.draw()));
    }
  }

  static void wallboard(Visit visit) {
    visit.query(Route.SYSTEMS, "limit=100&fields=active%20lastContact");
    visit.call(Route.POLICY_RESULTS);
    visit.call(Route.EVENTS_COUNT);
    newOperation(visit);
  }

  static void backup(Visit visit) {
    Tenant tenant = visit.tenant();
    visit.pages(Route.USERS, tenant.users().size(), 100);
    visit.pages(Route.SYSTEMS, tenant.systems().size(), 100);
    for (Route list :
        List.of(
            Route.USER_GROUPS,
            Route.SYSTEM_GROUPS,
            Route.POLICIES,
            Route.COMMANDS,
            Route.APPLICATIONS)) {
      visit.call(list);
    }
    tenant.commands().forEach(command -> visit.call(Route.COMMAND, command));
    tenant.policies().forEach(policy -> visit.call(Route.POLICY, policy));
  }

  /// The archive at the end of a quarter: every single object.
  static void bulkExport(Visit visit) {
    backup(visit);
    visit.tenant().users().forEach(user -> visit.call(Route.USER, user));
    visit.tenant().systems().forEach(system -> visit.call(Route.SYSTEM, system));
  }

  /// A person with a shell: looks something up, mends something, mistypes.
  static void adminScript(Visit visit) {
    Draw draw = visit.draw();
    visit.call(Route.USER_SEARCH);
    for (int i = draw.between(2, 6); i > 0; i--) {
      switch (draw.below(6)) {
        case 0 -> visit.call(Route.USER, someUser(visit));
        case 1 -> visit.call(Route.SYSTEM, draw.pick(visit.tenant().systems()));
        case 2 ->
            visit.query(
                Route.SYSTEM_INSIGHT_APPS,
                "limit=50&filter=system_id:eq:" + draw.pick(visit.tenant().systems()));
        case 3 -> visit.call(Route.USER_SET, someUser(visit));
        case 4 -> visit.call(Route.USER_GROUP_MEMBERS, draw.pick(visit.tenant().userGroups()));
        default -> visit.answered(404, Route.USER, "me@" + visit.tenant().domain());
      }
      visit.pause(draw.between(5, 90));
    }
  }

  /// A script that nobody remembers, with a key that was withdrawn long ago.
  static void forgotten(Visit visit) {
    visit.answered(401, Route.USERS);
  }

  private static void newOperation(Visit visit) {
    if (visit.nowMillis() >= Story.DEPLOY) {
      visit.query(Route.ACCESS_REQUESTS, "state=pending");
    }
  }

  private static String someUser(Visit visit) {
    List<String> users = visit.tenant().users();
    return users.get(visit.draw().crowded(users.size(), 2));
  }
}
