package io.tagyard;

import io.tagyard.intake.Judge;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.route.Yard;
import io.tagyard.schema.EventSchemas;

/** The judge's rules, as the files stand. */
record Rules(Yard yard) implements Judge.Rules {
  static Judge.Rules of(Yard yard) {
    return new Rules(yard);
  }

  @Override
  public EventSchemas schemas(String workspace) {
    return yard.schemas(workspace);
  }

  @Override
  public PrivacyPolicy policy(String workspace, String source, String eventName) {
    return yard.policy(workspace, source, eventName);
  }
}
