package io.tagyard;

import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import java.math.BigDecimal;

/**
 * How full the data folder and its file system may get, in bytes.
 *
 * @param warn used bytes from which people are told
 * @param stop used bytes from which intake takes nothing
 * @param freeWarn free bytes below which people are told
 * @param freeStop free bytes below which intake takes nothing
 */
record DiskMarks(long quota, long warn, long stop, long freeWarn, long freeStop) {
  /** A level ends when this share of its mark is there again, so that it does not flap. */
  private static final long BACK_PERCENT = 5;

  /** What a measurement means. */
  enum Level {
    /** There is room. */
    ROOM,
    /** People are told. */
    WARN,
    /** Intake takes nothing. */
    STOP
  }

  static DiskMarks of(Settings settings) {
    long quota = settings.get(Setting.DISK_QUOTA);
    return new DiskMarks(
        quota,
        share(quota, settings.get(Setting.DISK_WARN)),
        share(quota, settings.get(Setting.DISK_STOP)),
        settings.get(Setting.DISK_FREE_WARN),
        settings.get(Setting.DISK_FREE_STOP));
  }

  /** The level after this measurement. */
  Level next(Level before, long used, long free) {
    if (isAt(before == Level.STOP, stop, freeStop, used, free)) {
      return Level.STOP;
    }
    return isAt(before != Level.ROOM, warn, freeWarn, used, free) ? Level.WARN : Level.ROOM;
  }

  private static boolean isAt(boolean already, long mark, long freeMark, long used, long free) {
    long back = already ? BACK_PERCENT : 0;
    return used >= mark - mark / 100 * back || free < freeMark + freeMark / 100 * back;
  }

  private static long share(long quota, BigDecimal share) {
    return BigDecimal.valueOf(quota).multiply(share).longValue();
  }
}
