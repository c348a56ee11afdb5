package dev.warder.engine.inventory;

import java.util.Set;

/// The vocabulary behind [ApiWords]: what resources, properties and branches of business are called
/// in APIs, and a few names of services they talk to. Lower case, singular, in order of the
/// alphabet.
final class ApiVocabulary {
  static final Set<String> WORDS =
      ApiWords.words(
          """
          abbreviation ability abort absence access accessory account accounting
          acknowledge acl acquisition action activation active activity actor adapter
          addon address addressbook adjust adjustment admin administrator advance advert
          advertisement advisory affiliate agenda agent aggregate aggregator agreement
          aircraft airline airport alarm album alert algorithm alias allergy allocation
          allow allowance allowlist amendment amount analysis analytic analyze ancestor
          and annotation announcement annual anomaly anonymous answer apartment api app
          apparel appeal appearance applicant application apply appointment approval
          arbitration archived area arrival article artifact artist as assessment asset
          assign assignee assignment assistant associate association at atom attach
          attachment attempt attendance attendee attestation attribute auction audience
          audio audit auditor authentication author authorisation authority
          authorization auto autofill availability available avatar average awaiting
          award axis backlog backup badge bag balance ban band bandwidth bank banner bar
          barcode base baseline basename basic basket beacon bed behavior behaviour
          bench benchmark beneficiary benefit beta bid bidder bill billing binary bind
          binding birthday bitbucket blacklist blob block blockchain blog blueprint
          board boarding body bond book booking bookmark boolean boost bot bounce
          boundary box bracket branch brand breach breadcrumb breakdown bridge broadcast
          brochure broker browse browser bucket budget bug build building bulletin
          bundle burn bus business button buy by byte cabinet cache calculate
          calculation calculator calendar call caller camera campaign can cancellation
          candidate capabilities capability capacity caption capture carbon card care
          cargo carousel carrier cart case cash cast catalog catalogue category cdn
          ceiling cell census center centre cert certificate chain challenge change
          channel chapter charge chart chat checkin checklist checkout checkpoint
          checksum child children choice chunk cidr circle citation citizen city claim
          class classification classify clause clearance client clinic clip clipboard
          clock closed cloud cluster coach cobrand code codec cohort coin collaboration
          collaborator collateral collection color column combine comic command comment
          commerce commission commit committee commodity community compact company
          compare comparison competition competitor compile complaint complement
          complete completed completion compliance component composite compress compute
          concept condition conference configuration configure conflict connect
          connection connectivity connector consent console constant constraint consumer
          consumption contact contacted container content contest context contour
          contract contractor contribution contributor control controller conversation
          conversion convert cookie coordinate copyright corporate correction cors cost
          country county coupon course cover coverage cpu crash crawl crawler creative
          credential credentials credit creditor crew criteria criterion crm cron cross
          css csv cube cuisine currency cursor curve custody custom customer customize
          cycle dag daily damage dashboard data database dataflow dataset date day deal
          debit debt debtor debug debugger decision declaration decline deduction dedupe
          deed deep definition delay delegate delegated delegation deleted deletion
          deliver delivery demand demo density denylist department dependency dependent
          deploy deployment deposit deprecated depreciation depth derivative descendant
          description design designer desktop destination detail detect detection
          developer device dhcp diagnosis diagnostic dial dialog dictionary diff digest
          digital dimension direct direction director directory disabled discount
          discover discovery discussion disk dismiss dispatch dispatcher display
          disposition dispute distance distribution district dividend division dns doc
          doctor document documentation dog domain donation donor double downtime draft
          drive driver drop drug duplicate duration duty dynamic earning earnings
          ecosystem edition editor education effect effective egress election element
          eligibility eligible email embargo embed embedding emergency emission emoji
          employee employer employment emulator enabled enclosure encode encounter
          encrypt encryption endpoint energy engagement engine enquiry enroll enrollment
          enterprise entitlement entity entrance entry enum environment epic episode
          equipment equity error escalate escalation estate estimate ether ethernet
          evaluate evaluation event evidence exam exception exchange exclude exclusion
          exclusive executable execution executor exemption exercise exhibit expand
          expense experience experiment expiration expire expiry explain explore
          exposure expression extend extension external extra extract fabric face
          facebook facet facility fact factor failed failure family faq fare fast
          favicon favorite favourite fax feature fee feed feedback female field figure
          file filing fill film finance financial fingerprint fips firewall firmware
          first fiscal fit fix fixture flag flash flat fleet flight float floating floor
          flow folder follow follower following font food footer for force forecast
          forgot fork form format forum forward fraction frame franchise fraud free
          freelance freeze freight frequency friend friendship from front fuel fulfill
          fulfillment full function fund funding fuse gallery game garbage gas gateway
          gender gene general generate generation genre geo geocode geofence geography
          geometry gif gift git github gitlab global goal good google gps gpx grade
          grant graph greeting grid grocery gross group growth guarantee guardian guess
          guest guide guideline guild handler hardware has hash header heatmap hero
          hidden hide hierarchy high highlight hire history hold holding holiday home
          hook hop horse hospital host hotel hour house household hr html http https hub
          humidity hybrid hypervisor icon id identifier identify identity illness image
          immunization impact impersonate implementation impression improvement in
          inactive inbound inbox incentive incident include inclusion income incoming
          incremental indexer indicator individual industry ineligible inflation
          information infrastructure ingest ingredient inherit inheritance initial
          initialize initiate initiative inline inpatient inquiry insight inspect
          inspection install installment instance instant institute institution
          instruction instrument insurance insurer int intake integration intent
          interaction interactive interchange interest interface internal interval
          interview introspect inventory inverse investment invitation invoice ip
          ipaddress ipv is iscsi iso issue issuer item iteration itinerary jira job join
          journal journey jpg json jwt kernel key keyring keyspace keyword kind kit kml
          knowledge kpi kyc lab label lambda land landing language last latency latitude
          launch lawyer layer layout lead leader leaderboard league lease leave ledger
          legal lender lesson level liability library licence license lifecycle lifetime
          like limit line lineage link linkedin liquidity listing lite literature load
          loader loan lobby local locale location lock log logging logo long loop low
          loyalty lyric machine macro magazine magic magnitude mail mailbox mailer
          mailing main maintainer maintenance major male manage management manager
          mandate manifest manual manufacturer map mapping marital mark markdown marker
          market marketing marketplace markup mart mask mass master match mate material
          math matrix max maximum mean measure measurement mechanic mechanism media
          median mediation medical medication meet meeting member membership memo memory
          mention menu merchant merger message messaging meta meter method metric mfa
          microsoft migrate migration milestone mime min minimum minor mirror
          miscellaneous mix mobile mode model moderate moderation module monitor
          monitoring month monthly mortgage motion mount movie music mutation mute name
          namespace nat native nature navigation nearby negotiate neighbor neighborhood
          net network news newsfeed newsletter next nfs nickname node nomination nonce
          normalize not note notice notification notify ntp number numbering nutrition
          oauth object objective observation occurrence of off offense offer offering
          office offline offset okta old on onboarding one online only opening operation
          operator opinion opportunity optimization optimize optin optional optout or
          orchestration ordinal organisation organization origin other outage outbound
          outbox outcome outgoing outlet outpatient output overage overdue overlay
          override overview owner ownership package page pager paid pallet panel
          parameter parcel parent parish park parking parse parser part partial
          participant participate partition partner party pass passage passcode
          passenger passkey passport password past path patient pattern pay payable
          payee payer payload payment payout paypal payroll pdf peak peer penalty
          pending people per percent percentile performance period permission permit
          person persona personal personalization pet pharmacy phase phone phonenumber
          photo photographer phrase physical physician pickup picture pilot pin pinned
          pipeline pixel place placement plan planned planner plate platform play player
          playlist pledge plugin png pod podcast poi point policy poll polygon pool
          popular port portal portfolio pos position positive post postal poster posting
          power practice pre prebuilt precheck predict prediction prefix premium prepaid
          prepare prerequisite prescription presence presentation preset presign
          presigned pretrip previous price pricing primary prime principal print printer
          printing priority privacy privilege prize probability probe problem procedure
          process processing processor procurement producer product production
          professional profile profit program programme progress progression prohibited
          project promo promote promoted promotion proof propagate property proposal
          prospect protection protocol provider provision proxy prune publication
          publisher pulse purchase purpose push qos qr qualification qualify quality
          quantity quarter question questionnaire queue quick quiz quota quotation quote
          rack raffle rail rain random range rank ranking rate rating raw rdf reach
          reachability reaction reactivate reader readiness reading realtime reason
          reassign rebalance reboot rebuild receipt receivable receive receiver recharge
          recipe recipient reciprocal recognition recommend recommendation reconcile
          reconciliation reconnect record recording recover recovery recurrence
          recurring redeem redemption redirect reduce reduction reference referer
          referral refund region regional registration registry regulation reindex
          reinstate relate relation relationship relay release relevance reload reminder
          remit remittance remote rename render renew renewal rent rental repair
          repayment repeat replica replication reply repo report reporting repository
          reputation request requester requirement requisition rerun reschedule research
          reseller reservation reserve residence resident resize resolution resolve
          resolver resource respondent response responsibility rest restaurant restock
          restricted restriction result retail retailer retention retest retirement
          retrieve return retweet revenue reverse revert review revision reward ride
          rider right ringtone risk robot role rollback rolling room root roster rotate
          route router routine routing row royalty rss rsvp rule runtime rush safety
          saga salary sale salesforce saml sample sanction sandbox satellite
          satisfaction save saved savepoint saving scale scaling scan scenario scene
          schedule scheduler scholar scholarship school science scim scope score scraper
          screen screenshot script scroll sdk seal season seat second secret section
          sector secure security seed seen segment selection sell sellable seller
          semester seminar sender sensor sentiment seo sequence serial series server
          service session settlement setup severity shape sha shard share shareholder sheet
          shift ship shipment shipper shipping shop shopify shopping short shortcut
          showcase shp sibling sidebar sign signal signature signer signing silence
          similar simple simulate simulation single sip site size sketch skill skin skip
          sku sla slack slice slide slot smart sms smtp snap snapshot snippet snmp
          snooze soap social socket software sold solr solution sound source space spam
          speaker species specification speech speed spend splash split sponsor
          sponsored sport spot spouse spreadsheet sprint sql square ssh ssl sso stack
          staff stage staging stakeholder stale stamp standard standing standings star
          startup state statement static station statute stay step sticker stl stock
          storage store story strategy stream street string stripe structure student
          study style sub subdomain subject submission submit subnet subpart subregion
          subscriber subscription subtask subtitle subtotal subtype suburb succeed
          success succession suggestion suite sum summarize supervisor supplier supply
          support suppression surcharge surface surgery survey suspend suspension svg
          swap sweep switch switchover syllabus symbol synonym syslog system tab table
          tag tail tally tap tar target tariff task tax taxi taxonomy teach teacher team
          technical technician technology telemetry telephone temp temperature temporary
          tenancy tenant tender term terminal terminate termination territory
          testimonial text textbook theme thing third thread threat threshold thumbnail
          tick ticket tide tier tile time timeline timer timesheet timezone tip title
          tls to toggle toll tone tool top topic topology topup touch tour tournament
          toy trace track tracker tracking trade trademark trader traffic trailer train
          training transaction transcript transcription transfer transform
          transformation transit transition translate translation transport travel
          traveler treatment tree trend trial trigger trip trivia troubleshoot truck
          trunk trust ttl tuition tunnel tutorial tweet twitter two type ui unassign
          unbind unblock undo unfollow uninstall unit university unlike unlink unlock
          unpaid unpin unplanned unread unregister unresolved unstar unsuspend unused
          unverified upcoming upgrade uptime urgent url usage use user username utility
          utilization uuid vacancy vacation vaccination validation valuation value
          variable variant variation vat vault vehicle velocity vendor venue verdict
          verification verifier verse vet veterinary via video viewed viewer village
          violation virtual visa visibility visit visitor vital vlan voice volume
          volunteer vote voucher vpc vpn vulnerability wage waitlist waiver walk
          walkthrough wallet warehouse warning warranty watch watcher watchlist wave
          wealth wearable weather web webcam webhook webinar website week weekly weight
          whitelist widget wifi wiki window wire wireless wish wishlist with withdraw
          withdrawal withholding without witness word work worker workflow workgroup
          workload worklog workout workplace workspace world xls xlsx xml year yield
          zapier zendesk zip zone zoning
          """);

  private ApiVocabulary() {}
}
