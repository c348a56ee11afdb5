package dev.warder.demo.platform;

/// A sort of things that an organization has.
public enum Shelf {
  USERS("user"),
  SYSTEMS("system"),
  USER_GROUPS("user_group"),
  SYSTEM_GROUPS("system_group"),
  COMMANDS("command"),
  COMMAND_RESULTS("commandresult"),
  POLICIES("policy"),
  APPLICATIONS("application"),
  DIRECTORIES("activedirectory"),
  API_KEYS("admin_apikey");

  private final String word;

  Shelf(String word) {
    this.word = word;
  }

  /// As events name it.
  public String word() {
    return word;
  }
}
