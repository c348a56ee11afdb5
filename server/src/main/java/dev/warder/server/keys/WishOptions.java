package dev.warder.server.keys;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/// What a key is to be, as typed; what is not typed is not sent.
final class WishOptions {
  @Option(names = "--owner", paramLabel = "NAME", description = "Who answers for it.")
  private @Nullable String owner;

  @Option(names = "--contact", paramLabel = "TEXT", description = "How to reach the owner.")
  private @Nullable String contact;

  @Option(names = "--integration", paramLabel = "KIND", description = "Software that uses it.")
  private @Nullable String integration;

  @Option(names = "--runbook", paramLabel = "LINK", description = "What to do when it is replaced.")
  private @Nullable String runbook;

  @Option(
      names = "--scope",
      paramLabel = "PATTERN",
      description = "An operation it opens, 'GET /api/systems/{id}'; may be repeated.")
  private @Nullable List<String> scope;

  @Option(
      names = "--place",
      paramLabel = "PLACE",
      description = "Network, AS number or country it works from; may be repeated.")
  private @Nullable List<String> places;

  @Option(
      names = "--hours",
      paramLabel = "WINDOW",
      description = "When it works, 'Mon-Fri 08:00-18:00 Europe/Berlin'; may be repeated.")
  private @Nullable List<String> hours;

  @Option(
      names = "--limit",
      paramLabel = "RATE",
      description = "How often, '600/min'; may be repeated.")
  private @Nullable List<String> limits;

  @Option(
      names = "--hold",
      paramLabel = "RISK",
      description = "Risk class that waits for approval; may be repeated.")
  private @Nullable List<String> held;

  @Option(names = "--mode", paramLabel = "MODE", description = "observe, shadow or enforce.")
  private @Nullable String mode;

  @Option(names = "--max-age", paramLabel = "DAYS", description = "Ends after so many days.")
  private @Nullable Integer maxAge;

  @Option(names = "--note", paramLabel = "TEXT", description = "For people.")
  private @Nullable String note;

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "For programs.")
  private @Nullable Map<String, String> labels;

  void write(JsonGenerator json) {
    text(json, "owner", owner);
    text(json, "contact", contact);
    if (integration != null || runbook != null) {
      json.writeObjectPropertyStart("integration");
      text(json, "kind", integration);
      text(json, "runbook", runbook);
      json.writeEndObject();
    }
    texts(json, "scope", scope);
    texts(json, "places", places);
    texts(json, "hours", hours);
    texts(json, "limits", limits);
    texts(json, "held", held);
    text(json, "mode", mode);
    if (maxAge != null) {
      if (maxAge < 1) {
        throw new CommandFailure(ErrorCode.USAGE, "--max-age is a number of days from 1");
      }
      json.writeStringProperty("max_age", "P" + maxAge + "D");
    }
    text(json, "note", note);
    if (labels != null) {
      json.writeObjectPropertyStart("labels");
      labels.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }

  static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private static void texts(JsonGenerator json, String name, @Nullable List<String> values) {
    if (values != null) {
      json.writeArrayPropertyStart(name);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }
}
