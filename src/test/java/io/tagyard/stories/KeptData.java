package io.tagyard.stories;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes {@code src/test/resources/data/version-N.zip}: a small data folder as the gateway of this
 * commit leaves it. It is made once for each format, by the last commit that writes it, and never
 * again: {@code java -cp <test class path> io.tagyard.stories.KeptData version-N.zip}.
 */
final class KeptData {
  static final List<String> DELIVERED = List.of("kept-1", "kept-2");
  static final String REFUSED = "kept-refused";
  static final String PARKED = "kept-parked";

  private KeptData() {}

  /** The workspace that it was made with; its platform is gone. */
  static void routes(Path routes, String url) throws IOException {
    StoryYard yard = new StoryYard(routes, "acme");
    yard.webhook("hook", url, "{ flush: 20ms }");
    yard.write();
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("kept");
    try (FaultServer platforms = new FaultServer()) {
      platforms.script("hook", KeptData::answer);
      routes(folder.resolve("routes"), platforms.url("hook"));
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        for (String id : DELIVERED) {
          gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(id));
        }
        gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(REFUSED));
        gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(PARKED));
        gateway.post("/v1/events", StoryYard.KEY, "{\"id\":\"kept-bad\",\"name\":\"purchase\"}");
        Balances.await(gateway, "hook", "delivered", DELIVERED.size());
        Balances.await(gateway, "hook", "dead", 1);
        Await.until(
            "one was tried",
            Duration.ofSeconds(10),
            () -> Balances.of(gateway, "hook").path("parked").asInt() == 1);
        gateway.stop();
      }
    }
    zip(folder.resolve("data"), Path.of(args[0]));
  }

  private static FaultServer.Reply answer(FaultServer.Received request) {
    String body = request.body();
    int status = body.contains(REFUSED) ? 422 : body.contains(PARKED) ? 503 : 200;
    return FaultServer.Reply.status(status);
  }

  private static void zip(Path folder, Path zip) throws IOException {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(folder.relativize(path).toString()));
        Files.copy(path, out);
        out.closeEntry();
      }
    }
  }
}
