package io.tagyard;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What the metrics show of the disk. */
record DiskGauges(Disk disk) {
  void bindTo(MeterRegistry meters) {
    bytes(meters, "tagyard.disk.used", "Bytes the data folder takes", Disk::used);
    bytes(meters, "tagyard.disk.quota", "Bytes the data folder may take", Disk::quota);
    bytes(meters, "tagyard.disk.free", "Free bytes of its file system", Disk::free);
    Gauge.builder("tagyard.disk.level", disk, Disk::level)
        .description("0 room, 1 warn, 2 intake takes nothing")
        .strongReference(true)
        .register(meters);
  }

  private void bytes(
      MeterRegistry meters, String name, String description, ToDoubleFunction<Disk> value) {
    Gauge.builder(name, disk, value)
        .description(description)
        .baseUnit("bytes")
        .strongReference(true)
        .register(meters);
  }
}
