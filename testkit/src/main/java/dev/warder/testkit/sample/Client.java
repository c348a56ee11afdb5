package dev.warder.testkit.sample;

/// One version of one piece of software that calls the platform.
///
/// @param name as an audit log names it
/// @param version as an audit log names it, numbers separated by dots
/// @param userAgent as it is sent
/// @param ja4 fingerprint of its TLS stack; the same for all versions on one stack
public record Client(String name, String version, String userAgent, String ja4) {
  private static final String PYTHON = "t13d1812h1_85036bcba153_b26ce05bbdd6";
  private static final String GO = "t13d1312h2_f57a46bbacb6_e7c285222651";
  private static final String NODE = "t13d5911h1_a33745022dd6_1f22a2ca17c4";
  private static final String WINDOWS = "t13d2009h1_a09f3c656075_2d50cb7a6b7e";
  private static final String JAVA = "t13d4907h2_0d8feac7bc37_7395dae3b2f3";
  private static final String CURL = "t13d3112h2_e8f1e7e78f70_6bebaf5329ac";

  public static final Client STAFFTREE =
      new Client("StaffTree-Sync", "4.2.1", "StaffTree-Sync/4.2.1 python-requests/2.32.5", PYTHON);
  public static final Client DIRBRIDGE =
      new Client(
          "Dirbridge-Agent", "2.9.0", "Dirbridge-Agent/2.9.0 (Windows Server 2022)", WINDOWS);
  public static final Client DIRBRIDGE_NEXT =
      new Client(
          "Dirbridge-Agent", "2.10.0", "Dirbridge-Agent/2.10.0 (Windows Server 2022)", WINDOWS);
  public static final Client SCIMLINE =
      new Client("scimline", "1.14.2", "scimline/1.14.2 (java 21.0.8)", JAVA);
  public static final Client LOGHARBOR =
      new Client("LogHarbor-Forwarder", "8.3.1", "LogHarbor-Forwarder/8.3.1 (linux; amd64)", GO);
  public static final Client PINGLET =
      new Client("pinglet-bot", "3.0.7", "pinglet-bot/3.0.7 axios/1.12.2", NODE);
  public static final Client TERRAFORM =
      new Client(
          "Terraform",
          "1.13.3",
          "Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-directory/0.9.4",
          GO);
  public static final Client PATCHWHEEL = new Client("curl", "8.14.1", "curl/8.14.1", CURL);
  public static final Client WALLBOARD =
      new Client("wallboard", "2.6.0", "wallboard/2.6.0 node-fetch/3.3.2", NODE);
  public static final Client COLDVAULT =
      new Client("coldvault-backup", "6.1.0", "coldvault-backup/6.1.0", JAVA);
  public static final Client POWERSHELL =
      new Client(
          "PowerShell",
          "7.5.3",
          "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.26100; en-US) PowerShell/7.5.3",
          WINDOWS);
  public static final Client PYTHON_SCRIPT =
      new Client("Python Requests", "2.32.4", "python-requests/2.32.4", PYTHON);

  /// The thief's.
  public static final Client GO_HTTP =
      new Client("Go-http-client", "2.0", "Go-http-client/2.0", GO);

  /// Of other thieves, who are not in the samples.
  public static final Client AIOHTTP =
      new Client("aiohttp", "3.9.5", "Python/3.11 aiohttp/3.9.5", PYTHON);

  public static final Client HTTPX = new Client("HTTPX", "0.27.0", "python-httpx/0.27.0", PYTHON);
}
