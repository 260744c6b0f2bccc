package io.tagyard.privacy;

/**
 * Whether an event may go to a destination, and why.
 *
 * @param reason a stable code, for example {@code granted}, {@code consent_unset}, {@code
 *     denied_purpose}, {@code gpc}
 * @param sentence for people
 * @param signal the member that decided, for example {@code ad_user_data}; empty when it was the
 *     absence of one
 */
public record ConsentDecision(Kind kind, String reason, String sentence, String signal) {
  /** Nothing was said about something that is needed. */
  static final String UNSET = "consent_unset";

  /** It was granted too long ago. */
  static final String EXPIRED = "consent_expired";

  /** Whether a later record may turn it: nobody has refused. */
  public boolean mayWait() {
    return reason.equals(UNSET) || reason.equals(EXPIRED);
  }

  /** What to do. */
  public enum Kind {
    SEND,
    /** Send in the platform's limited mode. */
    RESTRICT,
    WITHHOLD
  }
}
