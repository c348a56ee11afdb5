package dev.warder.api.incidents;

import java.util.List;
import java.util.Optional;

/// What is known of incidents now. Safe for use by many threads; never waits.
public interface Incidents {
  /// Nobody judges calls.
  Incidents NONE =
      new Incidents() {
        @Override
        public Page newest(String after, int limit) {
          return new Page(List.of(), "");
        }

        @Override
        public Optional<Told> find(String uid) {
          return Optional.empty();
        }
      };

  /// Incidents, newest first.
  ///
  /// @param after [Page#next] of the page before; empty for the first
  /// @param limit 1 or more
  Page newest(String after, int limit);

  /// One incident with all that is known of it.
  Optional<Told> find(String uid);

  /// Some incidents.
  ///
  /// @param incidents each as JSON, OCSF Incident Finding (2005)
  /// @param next where the next page begins; empty if this is the last one
  record Page(List<String> incidents, String next) {
    public Page {
      incidents = List.copyOf(incidents);
    }
  }

  /// One incident.
  ///
  /// @param incident as JSON, OCSF Incident Finding (2005)
  /// @param findings each as JSON, OCSF Detection Finding (2004), in order of time
  record Told(String incident, List<String> findings) {
    public Told {
      findings = List.copyOf(findings);
    }
  }
}
