package dev.warder.engine.population;

import dev.warder.engine.Traffic;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Eight vendors that each serve twelve tenants from an address of their own, two administrators of
/// each of these, and one tenant with fifteen, at work for a month with their honest oddities.
public final class VendorPlatform {
  public static final int VENDORS = 8;
  public static final int TENANTS = 12;
  static final int ADMINISTRATORS = 15;
  static final int DAYS = 30;
  static final long DAY = 86_400;
  public static final long NIGHT = (DAYS - 2) * DAY + 7_200;

  private VendorPlatform() {}

  /// A vendor's key of a tenant, where the vendor always uses it.
  public static Traffic key(int vendor, int tenant) {
    return Traffic.of("v" + vendor + "-t" + tenant)
        .tenant("tenant-" + tenant)
        .with("vendor-" + vendor)
        .from(Traffic.isp("AS" + (500 + vendor) + " DE", "192.0.2." + vendor));
  }

  /// An administrator of the large tenant.
  static Traffic administrator(int number) {
    return Traffic.of("admin-" + number)
        .tenant("large")
        .with("admin-tool")
        .from(Traffic.isp("AS3320 DE", "203.0.113." + number));
  }

  /// Every vendor reads what it always reads. Now and then something new is tried with one key, and
  /// seldom with two by the same support desk. Administrators change a few people a day, now and
  /// then many at once.
  public static List<Activity> honest(long seed) {
    Random random = new Random(seed);
    List<Activity> all = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      for (int vendor = 0; vendor < VENDORS; vendor++) {
        for (int tenant = 0; tenant < TENANTS; tenant++) {
          all.addAll(usual(key(vendor, tenant), vendor, day * DAY + tenant * 600L));
        }
        int tries = random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < tries; i++) {
          Traffic tried = key(vendor, random.nextInt(TENANTS));
          all.add(tried.get("/api/extra" + random.nextInt(6)).at(day * DAY + 40_000 + i * 90L));
        }
      }
      for (int admin = 0; admin < 2 * TENANTS; admin++) {
        Traffic own = administrator(100 + admin).tenant("tenant-" + admin / 2);
        administrate(own, random, day * DAY + 35_000 + admin * 60L, all);
      }
      for (int admin = 0; admin < ADMINISTRATORS; admin++) {
        administrate(administrator(admin), random, day * DAY + 30_000 + admin * 60L, all);
      }
    }
    return all;
  }

  /// What a vendor's key does every day.
  static List<Activity> usual(Traffic key, int vendor, long start) {
    List<Activity> calls = new ArrayList<>();
    for (int call = 0; call < 4; call++) {
      String path = SmallPlatform.USUAL[(vendor + call % 2) % SmallPlatform.USUAL.length];
      calls.add(key.get(path).at(start + call * 60L));
    }
    return calls;
  }

  /// What a thief with a list does to one tenant.
  public static List<Activity> looting(Traffic key, long start) {
    String[] paths = {
      "/api/users/self", "/api/secrets", "/api/roles", "/api/admins", "/api/audit", "/api/tokens"
    };
    List<Activity> calls = new ArrayList<>();
    for (String path : paths) {
      calls.add(key.get(path).at(start + calls.size() * 5L));
    }
    for (int i = 0; i < 12; i++) {
      calls.add(key.get("/api/secrets/" + (90_000 + i)).status(403).at(start + 60 + i));
    }
    return calls;
  }

  private static void administrate(
      Traffic administrator, Random random, long start, List<Activity> all) {
    all.add(administrator.get("/api/users").at(start));
    int changes = random.nextInt(40) == 0 ? 20 : random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      all.add(reset(administrator, random.nextInt(5_000)).at(start + 5 + i * 9L));
    }
  }

  /// The second factor of a person reset.
  static Traffic reset(Traffic by, int person) {
    return by.calling(
        new Call(
            "api.example.com", "PUT", "/api/users/" + person + "/mfa", "/api/users/{id}/mfa", ""));
  }
}
