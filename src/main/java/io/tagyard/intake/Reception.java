package io.tagyard.intake;

import io.micronaut.http.MutableHttpResponse;
import io.tagyard.event.InboundEvent;
import io.tagyard.intake.Parcel.Piece;
import io.tagyard.journal.JournalFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests, has their events kept, and answers. */
final class Reception {
  private final Intake intake;
  private final IntakeConfig limits;
  private final InstantSource clock;

  Reception(Intake intake, IntakeConfig limits, InstantSource clock) {
    this.intake = intake;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Takes these requests together. A bug that one of them meets is its own affair: the others are
   * taken without it.
   *
   * @param answering where answers are written, which is nothing for the journal's own thread
   */
  void take(List<Arrived> requests, Executor answering) {
    try {
      together(requests, answering);
    } catch (RuntimeException bug) {
      if (requests.size() == 1) {
        requests.getFirst().answer().completeExceptionally(bug);
        return;
      }
      for (Arrived one : requests) {
        if (!one.answer().isDone()) {
          take(List.of(one), answering);
        }
      }
    }
  }

  private void together(List<Arrived> requests, Executor answering) {
    Instant now = clock.instant();
    List<Arrived> read = new ArrayList<>(requests.size());
    List<Parcel> events = new ArrayList<>(requests.size());
    for (Arrived request : requests) {
      switch (RequestBody.read(request.body(), request.mediaType(), request.packed(), limits)) {
        case RequestBody.Refused(int status, String title, String detail) ->
            request.answer().complete(Answers.problem(status, title, detail));
        case RequestBody.Events(List<Sent> contents) -> {
          read.add(request);
          events.add(inbound(request, contents, now));
        }
      }
    }
    if (!read.isEmpty()) {
      intake
          .take(events)
          .whenCompleteAsync((taken, failure) -> answer(read, taken, failure), answering);
    }
  }

  private static Parcel inbound(Arrived request, List<Sent> contents, Instant now) {
    List<Piece> pieces = new ArrayList<>(contents.size());
    for (Sent sent : contents) {
      InboundEvent event = new InboundEvent(request.sender(), sent.content(), now, request.test());
      pieces.add(new Piece(event, sent.unread(), sent.id()));
    }
    return new Parcel(pieces, request.strict());
  }

  private static void answer(
      List<Arrived> requests, @Nullable List<List<Taken>> taken, @Nullable Throwable failure) {
    for (int i = 0; i < requests.size(); i++) {
      try {
        requests
            .get(i)
            .answer()
            .complete(taken == null ? notKept(failure) : Answers.taken(taken.get(i)));
      } catch (RuntimeException bug) {
        requests.get(i).answer().completeExceptionally(bug);
      }
    }
  }

  /**
   * The journal could not promise to keep it: the sender is told to try again, nothing is
   * acknowledged.
   */
  private static MutableHttpResponse<byte[]> notKept(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof JournalFailure) {
      return Answers.notKept();
    }
    throw new CompletionException(cause);
  }
}
