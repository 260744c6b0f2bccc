package io.tagyard.diagnostic;

/** What the gateway calls itself, to people and to platforms. */
public final class Product {
  /** The version, as in the build. */
  public static final String VERSION = "0.1.0";

  private Product() {}
}
