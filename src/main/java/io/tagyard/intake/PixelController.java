package io.tagyard.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.micronaut.core.convert.value.ConvertibleMultiValues;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.tagyard.event.InboundEvent;
import io.tagyard.intake.Parcel.Piece;
import io.tagyard.intake.SourceDoor.Entry;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/pixel.gif}: one event in the query. Always a 1x1 image and never a wait: what went
 * wrong is counted and quarantined, a page is not the place to show it. With {@code debug=1} the
 * answer is what {@code POST /v1/events} would say.
 */
@Controller("/v1")
public class PixelController {
  private static final Logger LOG = LoggerFactory.getLogger(PixelController.class);
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
  private static final MediaType IMAGE = MediaType.of("image/gif");

  /** Where browsers and mail clients say that nobody looks at the page yet. */
  private static final List<String> PURPOSES =
      List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

  private final SourceDoor door;
  private final Intake intake;
  private final IntakeCounts counts;
  private final InstantSource clock;

  PixelController(SourceDoor door, Intake intake, IntakeCounts counts, InstantSource clock) {
    this.door = door;
    this.intake = intake;
    this.counts = counts;
    this.clock = clock;
  }

  @Get("/pixel.gif")
  CompletionStage<MutableHttpResponse<byte[]>> pixel(HttpRequest<?> request) {
    if (isNoVisit(request)) {
      return image();
    }
    boolean debug = "1".equals(request.getParameters().get("debug"));
    return switch (door.admit(request, request.getHeaders().get(HttpHeaders.REFERER))) {
      case Entry.TurnedAway away -> {
        counts.pixelTurnedAway(away.status());
        yield debug ? CompletableFuture.completedFuture(Answers.turnedAway(away)) : image();
      }
      case Entry.Admitted entry -> {
        CompletableFuture<List<List<Taken>>> taken = taken(entry, request);
        yield debug ? taken.handle(PixelController::told) : image();
      }
    };
  }

  /** Whether the image is only looked for, or fetched for a page that may never be seen. */
  private static boolean isNoVisit(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.HEAD
        || PURPOSES.stream()
            .flatMap(name -> request.getHeaders().getAll(name).stream())
            .map(purpose -> purpose.toLowerCase(Locale.ROOT))
            .anyMatch(purpose -> purpose.contains("prefetch") || purpose.contains("preview"));
  }

  private CompletableFuture<List<List<Taken>>> taken(Entry.Admitted entry, HttpRequest<?> request) {
    InboundEvent event = new InboundEvent(entry.sender(), content(request), clock.instant(), false);
    return intake
        .take(List.of(new Parcel(List.of(Piece.of(event)), entry.source().strict())))
        .whenComplete((taken, failure) -> {
          if (failure != null) {
            counts.pixelLost();
          }
          if (failure != null && !intake.isFull()) { // a full disk needs no line for each
            LOG.error(
                "event.lost source={} because={}",
                entry.sender(),
                failure.getClass().getSimpleName());
          }
        });
  }

  private static MutableHttpResponse<byte[]> told(
      @Nullable List<List<Taken>> taken, @Nullable Throwable failure) {
    MutableHttpResponse<byte[]> answer =
        taken != null ? Answers.taken(taken.getFirst()) : Answers.notKept();
    return answer.header("Cache-Control", "no-store");
  }

  private static CompletionStage<MutableHttpResponse<byte[]>> image() {
    return CompletableFuture.completedFuture(
        HttpResponse.ok(GIF).contentType(IMAGE).header("Cache-Control", "no-store"));
  }

  private static JsonNode content(HttpRequest<?> request) {
    return request.getHeaders().contains(PixelRepair.LOST)
        ? TextNode.valueOf("a pixel request whose line is no HTTP or over 64 KiB")
        : PixelQuery.read(query(request));
  }

  private static Map<String, List<String>> query(HttpRequest<?> request) {
    ConvertibleMultiValues<String> parameters = request.getParameters();
    Map<String, List<String>> query = new LinkedHashMap<>();
    parameters.names().forEach(name -> query.put(name, parameters.getAll(name)));
    return query;
  }
}
