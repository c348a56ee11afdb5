import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.GroupResource;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/// Administers a running Keycloak through Keycloak's own client, as its people and programs would:
/// the administrator of the server sets up realms, a program of each realm provisions its users, its
/// help desk looks after them, and they log in. Run by `scripts/keycloak/check`.
///
/// Arguments: base address, folder for the events, `numbered` or `words`: how things are named whose
/// names stand in paths
class Drive {
  private static final List<String> REALMS = List.of("acme", "globex", "initech");
  private static final List<String> PEOPLE =
      List.of(
          "amara", "bjorn", "chidi", "daphne", "emeka", "farah", "gustavo", "hana", "ivo", "jolanta",
          "kofi", "leila");
  private static final List<String> ROLES =
      List.of(
          "auditor", "billing-admin", "buyer", "catalog-editor", "developer", "finance", "guest",
          "inventory-manager", "on-call", "release-manager", "support", "warehouse");
  private static final List<String> TEAMS =
      List.of("Engineering", "Sales", "Legal", "Support", "Logistics", "Finance", "Marketing", "IT");
  private static final List<String> APPLICATIONS =
      List.of("shop", "wiki", "payroll", "crm", "tickets", "metrics", "mobile", "warehouse-scanner");
  private static final List<String> SCOPES = List.of("orders", "invoices", "shipments", "reports");
  private static final List<String> SOCIAL = List.of("google", "github", "gitlab", "microsoft");
  private static final List<String> ALL = List.of();

  private final String base;
  private final List<String> roles;
  private final List<String> providers;
  private final Keycloak server;

  private Drive(String base, boolean numbered) {
    this.base = base;
    roles = numbered ? numbered("role-", ROLES.size()) : ROLES;
    providers = numbered ? numbered("partner-", SOCIAL.size()) : SOCIAL;
    server = Keycloak.getInstance(base, "master", "admin", "admin", "admin-cli");
  }

  public static void main(String[] arguments) throws Exception {
    Drive drive = new Drive(arguments[0], !arguments[2].equals("words"));
    for (String realm : REALMS) {
      drive.setUp(realm);
      try (Keycloak automation = drive.automation(realm)) {
        drive.provision(automation.realm(realm));
      }
      try (Keycloak desk = drive.person(realm, "helpdesk", "helpdesk-secret")) {
        drive.lookAfter(desk.realm(realm));
      }
      drive.logIns(realm);
      drive.review(drive.server.realm(realm));
    }
    drive.server.realms().findAll();
    for (String realm : REALMS) {
      drive.events(realm, Path.of(arguments[1]));
    }
    drive.server.close();
  }

  private static List<String> numbered(String stem, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> stem + i).toList();
  }

  private Keycloak automation(String realm) {
    return KeycloakBuilder.builder()
        .serverUrl(base)
        .realm(realm)
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId("provisioning")
        .clientSecret("provisioning-secret")
        .build();
  }

  private Keycloak person(String realm, String name, String password) {
    return Keycloak.getInstance(base, realm, name, password, "admin-cli");
  }

  private void setUp(String name) {
    RealmRepresentation representation = new RealmRepresentation();
    representation.setRealm(name);
    representation.setEnabled(true);
    representation.setEventsEnabled(true);
    representation.setAdminEventsEnabled(true);
    representation.setAdminEventsDetailsEnabled(true);
    server.realms().create(representation);
    RealmResource realm = server.realm(name);
    realm.toRepresentation();
    RealmRepresentation shown = new RealmRepresentation();
    shown.setDisplayName(name + " Ltd");
    realm.update(shown);
    roles.forEach(role -> role(realm, role));
    TEAMS.forEach(team -> team(realm, team));
    List<String> scopes = SCOPES.stream().map(scope -> scope(realm, scope)).toList();
    for (int i = 0; i < APPLICATIONS.size(); i++) {
      application(realm, APPLICATIONS.get(i), scopes.get(i % scopes.size()));
    }
    for (int i = 0; i < providers.size(); i++) {
      provider(realm, providers.get(i), SOCIAL.get(i));
    }
    flows(realm);
    delegates(realm);
  }

  private static void role(RealmResource realm, String name) {
    realm.roles().create(new RoleRepresentation(name, "", false));
    RoleResource role = realm.roles().get(name);
    RoleRepresentation representation = role.toRepresentation();
    representation.setDescription("May do what " + name + " does");
    role.update(representation);
    realm.rolesById().getRole(representation.getId());
    role.getUserMembers();
  }

  private void team(RealmResource realm, String name) {
    GroupRepresentation representation = new GroupRepresentation();
    representation.setName(name);
    GroupResource group = realm.groups().group(created(realm.groups().add(representation)));
    GroupRepresentation leads = new GroupRepresentation();
    leads.setName(name + " leads");
    group.subGroup(leads).close();
    group.toRepresentation();
    representation.setDescription("People of " + name);
    group.update(representation);
    group.getSubGroups(0, 10, true);
    group.roles().realmLevel().add(List.of(realm.roles().get(roles.getFirst()).toRepresentation()));
    group.roles().realmLevel().listAll();
  }

  private static String scope(RealmResource realm, String name) {
    ClientScopeRepresentation representation = new ClientScopeRepresentation();
    representation.setName(name);
    representation.setProtocol("openid-connect");
    String id = created(realm.clientScopes().create(representation));
    ClientScopeResource scope = realm.clientScopes().get(id);
    scope.toRepresentation();
    scope.update(representation);
    scope.getProtocolMappers().createMapper(mapper(name)).close();
    scope.getProtocolMappers().getMappers();
    return id;
  }

  private static ProtocolMapperRepresentation mapper(String name) {
    ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
    mapper.setName(name + " claim");
    mapper.setProtocol("openid-connect");
    mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
    mapper.setConfig(Map.of("claim.name", name, "claim.value", "yes", "access.token.claim", "true"));
    return mapper;
  }

  private static void application(RealmResource realm, String name, String scope) {
    ClientResource client = realm.clients().get(created(realm.clients().create(client(name))));
    ClientRepresentation representation = client.toRepresentation();
    representation.setDescription(name + " of the company");
    client.update(representation);
    client.getSecret();
    client.generateNewSecret();
    client.roles().create(new RoleRepresentation("reader", "", false));
    client.roles().list();
    client.getDefaultClientScopes();
    client.addOptionalClientScope(scope);
    client.getOptionalClientScopes();
    client.getServiceAccountUser();
    client.getProtocolMappers().createMapper(mapper(name)).close();
    client.getUserSessions(0, 20);
    client.getApplicationSessionCount();
  }

  private static ClientRepresentation client(String name) {
    ClientRepresentation client = new ClientRepresentation();
    client.setClientId(name);
    client.setSecret(name + "-secret");
    client.setServiceAccountsEnabled(true);
    client.setPublicClient(false);
    return client;
  }

  private static void provider(RealmResource realm, String alias, String kind) {
    IdentityProviderRepresentation representation = new IdentityProviderRepresentation();
    representation.setAlias(alias);
    representation.setProviderId(kind);
    representation.setConfig(Map.of("clientId", "warder", "clientSecret", "none"));
    realm.identityProviders().create(representation).close();
    IdentityProviderResource provider = realm.identityProviders().get(alias);
    provider.toRepresentation();
    representation.setTrustEmail(true);
    provider.update(representation);
    provider.getMappers();
    provider.getMapperTypes();
  }

  private static void flows(RealmResource realm) {
    realm.flows().getFlows();
    realm.flows().copy("browser", Map.of("newName", "browser with code")).close();
    for (AuthenticationExecutionInfoRepresentation execution :
        realm.flows().getExecutions("browser with code")) {
      realm.flows().getExecution(execution.getId());
    }
    realm.flows().getRequiredActions();
    realm.flows().getAuthenticatorProviders();
  }

  /// The program that provisions users and the help desk, with no more rights than they need.
  private static void delegates(RealmResource realm) {
    String management = realm.clients().findByClientId("realm-management").getFirst().getId();
    RoleRepresentation manage = clientRole(realm, management, "manage-users");
    RoleRepresentation view = clientRole(realm, management, "view-realm");
    String program = created(realm.clients().create(client("provisioning")));
    String account = realm.clients().get(program).getServiceAccountUser().getId();
    String desk = created(realm.users().create(user("helpdesk")));
    realm.users().get(desk).resetPassword(password("helpdesk-secret"));
    for (String id : List.of(account, desk)) {
      realm.users().get(id).roles().clientLevel(management).add(List.of(manage, view));
      realm.users().get(id).roles().clientLevel(management).listAll();
    }
  }

  private static RoleRepresentation clientRole(RealmResource realm, String client, String name) {
    return realm.clients().get(client).roles().get(name).toRepresentation();
  }

  private void provision(RealmResource realm) {
    List<GroupRepresentation> teams = realm.groups().groups();
    for (int i = 0; i < PEOPLE.size(); i++) {
      String id = created(realm.users().create(user(PEOPLE.get(i))));
      UserResource user = realm.users().get(id);
      user.toRepresentation();
      user.joinGroup(teams.get(i % teams.size()).getId());
      user.roles().realmLevel().add(List.of(realm.roles().get(roles.get(i)).toRepresentation()));
      user.groups();
      user.resetPassword(password(PEOPLE.get(i) + "-first"));
    }
    realm.users().count();
    realm.groups().count();
    teams.forEach(team -> realm.groups().group(team.getId()).members());
  }

  private void lookAfter(RealmResource realm) {
    for (String name : PEOPLE) {
      UserRepresentation found = realm.users().searchByUsername(name, true).getFirst();
      UserResource user = realm.users().get(found.getId());
      found.setLastName("van " + name);
      user.update(found);
      user.credentials();
      user.resetPassword(password(name + "-secret"));
      user.getUserSessions();
      user.roles().getAll();
      user.roles().realmLevel().listAvailable();
      user.roles().realmLevel().listEffective();
      user.getFederatedIdentity();
      user.getConsents();
      realm.attackDetection().bruteForceUserStatus(found.getId());
    }
    UserRepresentation leaver = realm.users().search(PEOPLE.getLast()).getFirst();
    realm.users().delete(leaver.getId()).close();
  }

  /// Everybody logs in; one in three mistypes first. Whoever left cannot.
  private void logIns(String realm) {
    for (int i = 0; i < PEOPLE.size(); i++) {
      if (i % 3 == 0) {
        logIn(realm, PEOPLE.get(i), "mistyped");
      }
      logIn(realm, PEOPLE.get(i), PEOPLE.get(i) + "-secret");
    }
    RealmResource administered = server.realm(realm);
    for (UserRepresentation user : administered.users().list(0, PEOPLE.size() / 2)) {
      administered.users().get(user.getId()).getUserSessions();
      administered.users().get(user.getId()).logout();
    }
  }

  private void logIn(String realm, String name, String password) {
    try (Keycloak person = person(realm, name, password)) {
      person.tokenManager().getAccessToken();
    } catch (NotAuthorizedException e) {
      // A mistyped password, or one who left: as it should be.
    }
  }

  private static void review(RealmResource realm) {
    for (int i = 0; i < 2; i++) {
      realm.roles().list();
      realm.clients().findAll();
      realm.clientScopes().findAll();
      realm.identityProviders().findAll();
      realm.components().query();
      realm.keys().getKeyMetadata();
      realm.getRealmEventsConfig();
      realm.getClientSessionStats();
      realm.getDefaultDefaultClientScopes();
      realm.getDefaultOptionalClientScopes();
      realm.getDefaultGroups();
      realm.clientRegistrationPolicy().getProviders();
      realm.users().userProfile().getConfiguration();
      realm.localization().getRealmSpecificLocales();
    }
    realm.pushRevocation();
    realm.logoutAll();
  }

  private static UserRepresentation user(String name) {
    UserRepresentation user = new UserRepresentation();
    user.setUsername(name);
    user.setFirstName(name);
    user.setLastName(name);
    user.setEmail(name + "@example.com");
    user.setEmailVerified(true);
    user.setEnabled(true);
    return user;
  }

  private static CredentialRepresentation password(String value) {
    CredentialRepresentation password = new CredentialRepresentation();
    password.setType(CredentialRepresentation.PASSWORD);
    password.setValue(value);
    password.setTemporary(false);
    return password;
  }

  private static String created(Response response) {
    return CreatedResponseUtil.getCreatedId(response);
  }

  /// The events of a realm, each kind as the array that Keycloak replies with.
  private void events(String name, Path folder) throws Exception {
    RealmResource realm = server.realm(name);
    ObjectMapper json = new ObjectMapper();
    json.writeValue(
        folder.resolve(name + "-admin-events.json").toFile(),
        realm.getAdminEvents(ALL, null, null, null, null, null, null, null, 0, 10_000));
    json.writeValue(
        folder.resolve(name + "-events.json").toFile(),
        realm.getEvents(new ArrayList<>(), null, null, null, null, null, 0, 10_000));
  }
}
