package io.tagyard.operator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The role a call needs. A call without one is open. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {
  /** The least role. */
  Role value();

  /** Whether it changes nothing although it is no GET: the audit list is not for looking. */
  boolean looks() default false;
}
