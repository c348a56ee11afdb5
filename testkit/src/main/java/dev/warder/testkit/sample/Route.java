package dev.warder.testkit.sample;

/// The platform's operations that the sample uses.
///
/// Source routes and operation ids of the JumpCloud API specifications
/// (TheJumpCloud/jcapi-powershell, MIT, © 2020 TheJumpCloud), except the creation of API keys,
/// which they do not describe. Sizes and times are invented.
enum Route {
  ACCESS_REQUESTS("GET", "/api/v2/approvalflowrequest", "AccessRequest_List", 900, 24),
  AGENT("GET", "/api/v2/activedirectories/{}/agents/{}", "ActiveDirectoryAgent_Get", 318, 12),
  API_KEY_CREATE(
      "POST",
      "/api/v2/administrators/{}/apikeys",
      "AdministratorApiKey_Create",
      201,
      196,
      74,
      "admin_update",
      "admin"),
  APPLICATION("GET", "/api/applications/{}", "Application_Get", 2_900, 33),
  APPLICATIONS("GET", "/api/applications", "Application_List", 21_000, 88),
  COMMANDS("GET", "/api/commands", "Command_List", 6_200, 41),
  COMMAND("GET", "/api/commands/{}", "Command_Get", 1_450, 22),
  COMMAND_CREATE(
      "POST", "/api/commands", "Command_Create", 201, 1_120, 96, "command_create", "command"),
  COMMAND_SYSTEMS(
      "POST",
      "/api/v2/commands/{}/associations",
      "CommandAssociation_Set",
      204,
      0,
      58,
      "association_change",
      "command"),
  COMMAND_RUN("POST", "/api/runCommand", "Commands_Run", 200, 164, 142, "command_run", "command"),
  COMMAND_TRIGGER(
      "POST",
      "/api/command/trigger/{}",
      "CommandTrigger_POST",
      200,
      148,
      120,
      "command_run",
      "command"),
  COMMAND_RESULTS("GET", "/api/commandresults", "CommandResult_List", 5_400, 47),
  COMMAND_RESULT("GET", "/api/commandresults/{}", "CommandResult_Get", 1_900, 25),
  COMMAND_RESULT_DELETE(
      "DELETE",
      "/api/commandresults/{}",
      "CommandResult_Delete",
      200,
      84,
      44,
      "commandresult_delete",
      "commandresult"),
  EVENTS("POST", "/insights/directory/v1/events", "Event_Get", 200, 38_000, 190, "", ""),
  EVENTS_COUNT(
      "POST", "/insights/directory/v1/events/count", "EventCount_Get", 200, 42, 61, "", ""),
  FDE_KEY("GET", "/api/v2/systems/{}/fdekey", "SystemFDEKey_Get", 71, 39),
  IP_LISTS("GET", "/api/v2/iplists", "IpList_List", 640, 18),
  ORGANIZATIONS("GET", "/api/organizations", "Organization_List", 1_310, 29),
  ORGANIZATION("GET", "/api/organizations/{}", "Organization_Get", 1_180, 21),
  POLICIES("GET", "/api/v2/policies", "Policy_List", 7_300, 44),
  POLICY("GET", "/api/v2/policies/{}", "Policy_Get", 1_650, 23),
  POLICY_SET("PUT", "/api/v2/policies/{}", "Policy_Set", 200, 1_700, 81, "policy_update", "policy"),
  POLICY_RESULTS("GET", "/api/v2/policyresults", "OrganizationPolicyResult_List", 9_800, 66),
  SYSTEM_GROUPS("GET", "/api/v2/systemgroups", "SystemGroup_List", 2_100, 26),
  SYSTEM_GROUP("GET", "/api/v2/systemgroups/{}", "SystemGroup_Get", 420, 15),
  SYSTEM_INSIGHT_APPS("GET", "/api/v2/systeminsights/apps", "SystemInsightApps_List", 31_000, 160),
  SYSTEMS("GET", "/api/systems", "System_List", 44_000, 130),
  SYSTEM("GET", "/api/systems/{}", "System_Get", 4_900, 28),
  USER_GROUPS("GET", "/api/v2/usergroups", "UserGroup_List", 2_600, 27),
  USER_GROUP("GET", "/api/v2/usergroups/{}", "UserGroup_Get", 450, 15),
  USER_GROUP_MEMBERS("GET", "/api/v2/usergroups/{}/members", "UserGroupMembers_Get", 3_100, 35),
  USER_GROUP_MEMBERS_SET(
      "POST",
      "/api/v2/usergroups/{}/members",
      "UserGroupMembers_Set",
      204,
      0,
      49,
      "association_change",
      "user_group"),
  USER_SEARCH("POST", "/api/search/systemusers", "User_Search", 200, 2_400, 52, "", ""),
  USERS("GET", "/api/systemusers", "User_List", 61_000, 150),
  USER("GET", "/api/systemusers/{}", "User_Get", 1_750, 26),
  USER_CREATE("POST", "/api/systemusers", "User_Create", 200, 1_690, 98, "user_create", "user"),
  USER_SET("PUT", "/api/systemusers/{}", "User_Set", 200, 1_720, 83, "user_update", "user"),
  USER_UNLOCK(
      "POST", "/api/systemusers/{}/unlock", "User_Unlock", 200, 12, 37, "user_unlocked", "user");

  final String method;
  final String template;
  final String operation;
  final int success;
  final int responseBytes;
  final int latencyMillis;

  /// How a tenant's audit log names it; empty for calls that leave no entry there.
  final String auditEvent;

  /// What sort of resource it acts on, as the audit log names it.
  final String resourceType;

  Route(String method, String template, String operation, int responseBytes, int latencyMillis) {
    this(method, template, operation, 200, responseBytes, latencyMillis, "", "");
  }

  Route(
      String method,
      String template,
      String operation,
      int success,
      int responseBytes,
      int latencyMillis,
      String auditEvent,
      String resourceType) {
    this.method = method;
    this.template = template;
    this.operation = operation;
    this.success = success;
    this.responseBytes = responseBytes;
    this.latencyMillis = latencyMillis;
    this.auditEvent = auditEvent;
    this.resourceType = resourceType;
  }

  String path(String... ids) {
    StringBuilder path = new StringBuilder();
    int from = 0;
    for (String id : ids) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        break;
      }
      path.append(template, from, hole).append(id);
      from = hole + 2;
    }
    return path.append(template, from, template.length()).toString();
  }
}
