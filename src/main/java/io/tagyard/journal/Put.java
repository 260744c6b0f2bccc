package io.tagyard.journal;

/** One key and its value, made by a caller's thread for a group of the committer. */
@SuppressWarnings("ArrayRecordComponent")
record Put(byte[] key, byte[] value) {
  int bytes() {
    return key.length + value.length;
  }
}
