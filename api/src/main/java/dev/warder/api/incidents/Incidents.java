package dev.warder.api.incidents;

import dev.warder.keys.Actor;
import dev.warder.keys.KeysException;
import dev.warder.model.finding.Closing;
import java.util.List;
import java.util.Optional;

/// What is known of incidents now, and where they are closed. Safe for use by many threads; who
/// asks never waits, who closes waits for the disk.
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

        @Override
        public Optional<Told> close(Actor actor, String uid, Closing.Verdict verdict, String note) {
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

  /// Closes an incident; when this returns, that is on disk and in effect. Closing it again with
  /// the same words changes nothing, with other words they replace those of before. New findings
  /// open it again.
  ///
  /// @param note for people; may be empty
  /// @return how it is now; empty if there is none of that uid
  /// @throws KeysException if it cannot be written down, as changes of keys do
  Optional<Told> close(Actor actor, String uid, Closing.Verdict verdict, String note)
      throws KeysException;

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
