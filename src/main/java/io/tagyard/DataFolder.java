package io.tagyard;

/** What lies where in the data folder. */
final class DataFolder {
  /** Links of a backup in the making; anything left there is of no use. */
  static final String STAGING = "backup.part";

  private DataFolder() {}
}
