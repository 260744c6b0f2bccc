package io.tagyard.bench.micro;

public final class Micro {
  public static void row() {}
}
