package dev.warder.collect.mapping;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// By what a field is guessed to be a word: its name, the form of its values, or both.
///
/// @param word what it would be
/// @param forms forms of which nearly all values must have one; empty if any will do
/// @param names names that mean nothing else, without separators
/// @param tokens words of a name that point there
/// @param against words of a name that point elsewhere
/// @param formTells whether the form alone is enough
record WordHint(
    Word word,
    Set<ValueForm> forms,
    Set<String> names,
    Set<String> tokens,
    Set<String> against,
    boolean formTells) {

  private static final Set<String> BEHIND =
      Set.of(
          "upstream", "backend", "integration", "origin", "target", "destination", "dst", "tries");

  /// In the order in which fields are taken: what is told by its form comes first.
  static final List<WordHint> ALL =
      List.of(
          new WordHint(
              Word.TIME,
              ValueForm.TIMES,
              words(
                  "time timestamp ts datetime date when at start starttime startedat msec eventtime"
                      + " timeiso8601 timelocal requesttime requesttimeepoch receivedat loggedat"),
              words("time timestamp started received occurred msec"),
              words("end ended expire expires expiry updated finished created upstream modified"),
              true),
          new WordHint(
              Word.METHOD,
              EnumSet.of(ValueForm.METHOD),
              words("method verb httpmethod requestmethod"),
              words("method verb"),
              Set.of(),
              true),
          new WordHint(
              Word.REQUEST,
              EnumSet.of(ValueForm.REQUEST_LINE),
              words("request requestline"),
              words("request"),
              BEHIND,
              true),
          new WordHint(
              Word.ROUTE,
              EnumSet.of(ValueForm.TEMPLATE),
              words("route httproute routetemplate pathtemplate resourcepath template pattern"),
              words("route template pattern"),
              Set.of(),
              false),
          new WordHint(
              Word.TARGET,
              EnumSet.of(ValueForm.PATH),
              words(
                  "path uri target requesturi requestpath urlpath endpoint requesttarget httppath"),
              words("path uri target endpoint url"),
              words("upstream backend integration route template pattern referer file"),
              true),
          new WordHint(
              Word.URL,
              EnumSet.of(ValueForm.URL),
              words("url requesturl uri fullurl"),
              words("url uri"),
              words("referer referrer redirect origin upstream callback"),
              true),
          new WordHint(
              Word.ADDRESS,
              EnumSet.of(ValueForm.ADDRESS),
              words(
                  "remoteaddr clientip ip remoteip sourceip srcip peer peerip clientaddr"
                      + " clientaddress remoteaddress downstreamremoteaddress callerip ipaddress"),
              words("remote client source src peer caller ip addr address"),
              words(
                  "upstream local server dst destination forwarded xff tries backend node pod host"),
              true),
          new WordHint(
              Word.FORWARDED_FOR,
              EnumSet.of(ValueForm.ADDRESS, ValueForm.ADDRESS_LIST),
              words("xforwardedfor forwardedfor xff httpxforwardedfor"),
              words("forwarded xff"),
              Set.of(),
              false),
          new WordHint(
              Word.AGENT,
              EnumSet.of(ValueForm.AGENT),
              words("useragent agent ua httpuseragent"),
              words("agent"),
              words("protocol server upstream via"),
              true),
          new WordHint(
              Word.STATUS,
              EnumSet.of(ValueForm.STATUS),
              words("status statuscode responsecode httpstatus responsestatus code httpstatuscode"),
              words("status code"),
              BEHIND,
              false),
          new WordHint(
              Word.KEY_ID,
              EnumSet.of(ValueForm.TEXT),
              words(
                  "apikeyid keyid apikeyhash keyhash credentialid tokenid accesskeyid apikeyname"
                      + " keyfingerprint xapikeyid xapikeyhash tokenhash credentialidentifier"),
              Set.of(),
              Set.of(),
              false),
          new WordHint(
              Word.KEY,
              EnumSet.of(ValueForm.TEXT),
              words(
                  "apikey xapikey authorization accesstoken token key httpxapikey httpauthorization"
                      + " credential authtoken bearertoken"),
              Set.of(),
              Set.of(),
              false),
          new WordHint(
              Word.UID,
              Set.of(),
              words("requestid eventid id uid uuid requestuid logid insertid reqid callid"),
              Set.of(),
              Set.of(),
              false),
          new WordHint(
              Word.HOST,
              EnumSet.of(ValueForm.HOST),
              words(
                  "host hostname vhost authority domain domainname httphost servername"
                      + " requestedservername"),
              words("host vhost authority domain"),
              words("upstream backend integration origin target service balancer node"),
              false),
          new WordHint(
              Word.ACTION,
              EnumSet.of(ValueForm.TEXT),
              words(
                  "action event eventtype eventname operation operationname activity activitytype type"),
              words("action operation"),
              words("ip address agent time"),
              false),
          new WordHint(
              Word.PRINCIPAL,
              EnumSet.of(ValueForm.TEXT),
              words(
                  "user userid username principal principalid subject sub remoteuser consumer actor"
                      + " login serviceaccount authorizerprincipalid clientid client consumername caller"),
              words("principal consumer"),
              words("agent type kind role"),
              false),
          new WordHint(
              Word.TENANT,
              Set.of(),
              words(
                  "tenant tenantid org orgid organization organizationid customer customerid"
                      + " organisation organisationid workspaceid"),
              words("tenant"),
              Set.of(),
              false),
          new WordHint(
              Word.COUNTRY,
              EnumSet.of(ValueForm.COUNTRY),
              words("country countrycode geoipcountrycode geocountry"),
              words("country"),
              Set.of(),
              false),
          new WordHint(
              Word.JA4, EnumSet.of(ValueForm.JA4), words("ja4"), words("ja4"), Set.of(), true),
          new WordHint(
              Word.QUERY,
              EnumSet.of(ValueForm.TEXT),
              words("query querystring args queryparams search rawquery"),
              words("query"),
              words("time duration graphql"),
              false),
          new WordHint(
              Word.LATENCY,
              EnumSet.of(ValueForm.NUMBER),
              words(
                  "latency duration requesttime responsetime elapsed took responselatency durationms"
                      + " latencyms elapsedms durationus durationseconds requesttimems responsetimems"
                      + " requestduration tookms totaltime"),
              words("latency latencies duration elapsed took"),
              words("upstream backend integration kong proxy receive connect header"),
              false),
          new WordHint(
              Word.RESPONSE_BYTES,
              EnumSet.of(ValueForm.NUMBER),
              words(
                  "bodybytessent bytessent bytesout responsesize responsebytes responselength bytes"
                      + " respbytes size responsebodysize bodysize contentlength"),
              Set.of(),
              words("request received in"),
              false),
          new WordHint(
              Word.REQUEST_BYTES,
              EnumSet.of(ValueForm.NUMBER),
              words(
                  "requestbytes bytesreceived bytesin requestsize reqbytes requestbodysize"
                      + " requestcontentlength"),
              Set.of(),
              words("response sent out"),
              false));

  private static Set<String> words(String text) {
    return Set.of(text.split(" +"));
  }

  private boolean isFormed(FieldSample field) {
    boolean template = field.isOften(ValueForm.TEMPLATE);
    return switch (word) {
      case ROUTE -> template && field.is(ValueForm.PATH);
      case TARGET -> !template && field.is(ValueForm.PATH);
      default -> forms.isEmpty() || field.isAny(forms);
    };
  }

  /// 0 if the field cannot be the word; more the surer it is.
  int score(FieldSample field) {
    if (!isFormed(field) || field.tokens().stream().anyMatch(against::contains)) {
      return 0;
    }
    if (word == Word.UID && !field.isUnique()) {
      return 0;
    }
    if (names.contains(field.name())) {
      return 3;
    }
    if (field.tokens().stream().anyMatch(tokens::contains)) {
      return 2;
    }
    return formTells ? 1 : 0;
  }
}
