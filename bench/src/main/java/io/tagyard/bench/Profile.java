package io.tagyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the CPU goes: samples of CPU time (JEP 509), by the method on top, by the library it
 * belongs to, and by the gateway's own method that asked for it.
 */
final class Profile {
  private static final int SHOWN = 12;
  private final Map<String, Long> top = new HashMap<>();
  private final Map<String, Long> libraries = new HashMap<>();
  private final Map<String, Long> asked = new HashMap<>();
  private long samples;

  /** Records the process while this runs. */
  static Profile of(Proc process, Runnable load) throws IOException {
    Path settings = Path.of("bench", "profile.jfc").toAbsolutePath();
    Path file = Path.of("bench", "target", "profile.jfr").toAbsolutePath();
    Files.deleteIfExists(file);
    jcmd(process, "JFR.start", "name=bench", "settings=" + settings);
    load.run();
    jcmd(process, "JFR.stop", "name=bench", "filename=" + file);
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        profile.add(recording.readEvent());
      }
    }
    return profile;
  }

  private static void jcmd(Proc process, String... command) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid())));
    all.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
    jcmd.getInputStream().readAllBytes();
    GatewayProcess.pause(Duration.ofMillis(50));
  }

  private void add(RecordedEvent event) {
    if (!event.getEventType().getName().equals("jdk.CPUTimeSample")) {
      return;
    }
    samples++;
    if (event.getStackTrace() == null) {
      top.merge("(no Java frame)", 1L, Long::sum);
      libraries.merge("(no Java frame)", 1L, Long::sum);
      asked.merge("(no Java frame)", 1L, Long::sum);
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    top.merge(name(frames.getFirst().getMethod()), 1L, Long::sum);
    libraries.merge(library(frames), 1L, Long::sum);
    asked.merge(
        frames.stream()
            .map(RecordedFrame::getMethod)
            .filter(method -> method.getType().getName().startsWith("io.tagyard"))
            .findFirst()
            .map(Profile::name)
            .orElse("(outside of the gateway's own code)"),
        1L,
        Long::sum);
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName().replaceAll("\\$\\$Lambda.*", "") + "." + method.getName();
  }

  /** The nearest frame that is not the JDK's own says who pays. */
  private static String library(List<RecordedFrame> frames) {
    return frames.stream()
        .map(frame -> frame.getMethod().getType().getName())
        .filter(type ->
            !type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun."))
        .findFirst()
        .map(Profile::packages)
        .orElse("JDK alone");
  }

  private static String packages(String type) {
    String[] parts = type.split("\\.");
    return String.join(".", List.of(parts).subList(0, Math.min(3, Math.max(1, parts.length - 1))));
  }

  /** Shares in percent, the largest first. */
  List<String> notes() {
    return List.of(
        "CPU samples by library: " + shown(libraries),
        "CPU samples by the gateway's own method that asked: " + shown(asked),
        "CPU samples by method on top: " + shown(top));
  }

  private String shown(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(SHOWN)
        .map(each ->
            each.getKey() + " " + Math.round(1000.0 * each.getValue() / samples) / 10.0 + " %")
        .collect(Collectors.joining(", "));
  }
}
