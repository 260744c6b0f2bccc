package io.tagyard.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.rocksdb.AbstractImmutableNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.HashLinkedListMemTableConfig;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/** How the store is set, and why. Owns the native objects of the settings. */
final class StoreTuning implements AutoCloseable {
  private static final long MIB = 1L << 20;

  /** Few: what is larger than its part of the cache is not kept in it at all. */
  private static final int SHARD_BITS = 3;

  /** Part of the cache that a reader of old events cannot take from filters and indexes. */
  private static final double FOR_FILTERS = 0.6;

  static {
    RocksDB.loadLibrary();
  }

  private final JournalConfig config;
  private final List<AbstractImmutableNativeReference> owned = new ArrayList<>();
  private final Cache cache;

  StoreTuning(JournalConfig config) {
    this.config = config;
    this.cache = owned(new LRUCache(config.cacheBytes(), SHARD_BITS, false, FOR_FILTERS));
  }

  /**
   * The settings of the whole.
   *
   * @param fatal hears when the store can no longer write out what it took
   * @param gaps sees the log that is read
   */
  DBOptions database(Consumer<String> fatal, LogGaps gaps) {
    return owned(new DBOptions())
        .setListeners(List.of(owned(new BackgroundTrouble(fatal))))
        .setWalFilter(owned(gaps))
        // otherwise one damaged block that a compaction meets ends all writing
        .setParanoidChecks(false)
        // the committer is nearly the only writer, and hashed buffers allow no other way
        .setAllowConcurrentMemtableWrite(false)
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setDbWriteBufferSize(config.writeBufferBytes())
        .setMaxTotalWalSize(config.walBytesMax())
        .setMaxOpenFiles(config.openFilesMax())
        // one flush and one compaction at a time: more of them take both cores from intake
        .setMaxBackgroundJobs(2)
        // the operating system writes back in small steps, so a group's sync never waits for a
        // flush or compaction that left hundreds of megabytes dirty
        .setBytesPerSync(MIB)
        // A damaged record within the log loses its group and not all that came after it, and what
        // is lost shows: positions have no gaps, nor have the changes in the log.
        .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(MIB)
        .setMaxManifestFileSize(16 * MIB)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  /** The settings of one family; a family of a newer version gets the plain ones. */
  ColumnFamilyOptions family(String word) {
    ColumnFamilyOptions options =
        owned(new ColumnFamilyOptions())
            // Not compressed: files written in order of position then move from level to level
            // without being rewritten, and whoever looks for a raw value in the data folder finds
            // it.
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setBottommostCompressionType(CompressionType.DISABLE_COMPRESSION_OPTION)
            .setWriteBufferSize(8 * MIB)
            .setMaxWriteBufferNumber(4)
            .setLevelCompactionDynamicLevelBytes(true)
            .setLevel0FileNumCompactionTrigger(4)
            // far away: slowing down writers in steps is what makes a second bad
            .setLevel0SlowdownWritesTrigger(40)
            .setLevel0StopWritesTrigger(80)
            .setTableFormatConfig(table(word));
    if (word.equals(Family.EVENTS.word())) {
      // a third of all buffers: the rest is for the hashed families, whose files are merged again
      // and again the sooner the smaller they were written
      options.setWriteBufferSize(16 * MIB).setTargetFileSizeBase(64 * MIB);
    }
    if (word.equals(Family.RECEIPTS.word())) {
      // the last file is merged with what comes next, the others are left alone
      options.setTargetFileSizeBase(8 * MIB);
    }
    if (word.equals(Family.DEDUP.word())) {
      hashed(options, Integer.BYTES + Keys.DEDUP_HASH);
      // more files to ask, each by its filter, for half the merging
      options.setLevel0FileNumCompactionTrigger(8);
    } else if (word.equals(Family.LOOKUP.word())) {
      hashed(options, Integer.BYTES + Keys.LOOKUP_HASH);
      // written with every event, read by people: merge seldom
      options.setLevel0FileNumCompactionTrigger(16);
    }
    return options;
  }

  /**
   * A hash table instead of a sorted buffer: these keys come in no order, are asked for only by
   * their prefix, and sorting each into its place took half of the committer's time.
   */
  private static void hashed(ColumnFamilyOptions options, int prefixBytes) {
    options
        .useFixedLengthPrefixExtractor(prefixBytes)
        .setMemTableConfig(new HashLinkedListMemTableConfig().setBucketCount(1 << 16));
  }

  private BlockBasedTableConfig table(String word) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFormatVersion(5);
    if (word.equals(Family.EVENTS.word())) {
      return table.setBlockSize(16 << 10);
    }
    if (word.equals(Family.DEDUP.word())) {
      // Nearly every look-up is for a key that is not there: ten bits answer 99 % without a read.
      // In pieces: the filter of a file of millions of keys is larger than the cache takes, and
      // would be read whole for each of them.
      return table
          .setFilterPolicy(owned(new BloomFilter(10)))
          .setOptimizeFiltersForMemory(true)
          .setIndexType(IndexType.kTwoLevelIndexSearch)
          .setPartitionFilters(true)
          .setMetadataBlockSize(4 << 10)
          .setPinTopLevelIndexAndFilter(true);
    }
    return table;
  }

  private <T extends AbstractImmutableNativeReference> T owned(T object) {
    owned.add(object);
    return object;
  }

  @Override
  public void close() {
    owned.reversed().forEach(AbstractImmutableNativeReference::close);
  }
}
