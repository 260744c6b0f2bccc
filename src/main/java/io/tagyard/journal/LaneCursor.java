package io.tagyard.journal;

import io.tagyard.event.ConnectionId;
import java.util.List;
import java.util.Map;

/**
 * How far a lane has got: a snapshot, written every second.
 *
 * @param lowest the lowest position that is not finished; everything below is
 * @param finishedAbove finished positions above {@code lowest}, ascending
 * @param counts legs by word ({@code matched}, {@code delivered}, {@code withheld}, ...), exactly
 *     as of the finished positions; and other numbers that the lane must know after a restart
 */
public record LaneCursor(
    ConnectionId lane, long lowest, List<Long> finishedAbove, Map<String, Long> counts) {}
