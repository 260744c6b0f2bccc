package io.tagyard.intake;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.util.concurrent.EventExecutor;
import io.tagyard.intake.SourceDoor.Entry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** {@code POST /v1/events}: one event, an array, or NDJSON. A 202 means kept. */
@Controller("/v1/events")
public class EventsController {
  private static final int SMALL_BYTES_MAX = 16 << 10;
  private static final Executor LARGE = Executors.newVirtualThreadPerTaskExecutor();

  private final SourceDoor door;
  private final IntakeConfig limits;
  private final BodyRoom room;
  private final Reception reception;
  private final Turn turn;

  EventsController(
      SourceDoor door, Intake intake, IntakeConfig limits, BodyRoom room, InstantSource clock) {
    this.door = door;
    this.limits = limits;
    this.room = room;
    this.reception = new Reception(intake, limits, clock);
    this.turn = new Turn(reception::take);
  }

  @Post
  @Consumes(MediaType.ALL)
  CompletionStage<MutableHttpResponse<byte[]>> post(
      HttpRequest<?> request, @Body @io.micronaut.core.annotation.Nullable byte[] body) {
    byte[] bytes = body == null ? new byte[0] : body;
    Optional<String> key =
        Arrived.mediaType(request).equals(FormBody.TYPE) ? FormBody.key(bytes) : Optional.empty();
    return switch (door.admit(request, request.getHeaders().get("Origin"), key)) {
      case Entry.TurnedAway away -> CompletableFuture.completedFuture(Answers.turnedAway(away));
      case Entry.Admitted entry -> kept(Arrived.of(entry, request, bytes), request);
    };
  }

  /** What a browser hears first comes from {@link Preflights}; this is for everybody else. */
  @Options
  HttpResponse<?> options() {
    return HttpResponse.noContent().header("Allow", "GET, HEAD, POST, OPTIONS");
  }

  /**
   * A small body is done with before another thread would begin; a large one must not hold up the
   * others.
   */
  private CompletionStage<MutableHttpResponse<byte[]>> kept(
      Arrived arrived, HttpRequest<?> request) {
    boolean small = arrived.body().length <= SMALL_BYTES_MAX && arrived.packed() == null;
    if (small && request instanceof NettyHttpRequest<?> netty) {
      EventExecutor loop = netty.getChannelHandlerContext().executor();
      if (loop.inEventLoop()) {
        turn.add(arrived, loop);
        return arrived.answer();
      }
    }
    LARGE.execute(() -> keepLarge(arrived));
    return arrived.answer();
  }

  /** In its turn: read and judged, events take much more room than their text. */
  private void keepLarge(Arrived arrived) {
    int weight =
        room.begin(arrived.packed() == null ? arrived.body().length : limits.batchBytesMax());
    arrived.answer().whenComplete((answer, failure) -> room.end(weight));
    reception.take(List.of(arrived), LARGE);
  }
}
