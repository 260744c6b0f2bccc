package io.tagyard.destination.http;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of a name, and gives out only those a request may go to: what is checked here
 * is what is connected to, so that a name that changes its address in between gains nothing.
 * Literal addresses take the same way.
 */
final class CheckedResolver extends AddressResolverGroup<InetSocketAddress> {
  /** An address to which nothing may be sent. */
  static final class Blocked extends IOException {
    private static final long serialVersionUID = 1L;
    private final String symptom;
    private final String sentence;

    Blocked(String symptom, String sentence) {
      super(symptom, null);
      this.symptom = symptom;
      this.sentence = sentence;
    }

    String symptom() {
      return symptom;
    }

    /** For people: what is forbidden, and what opens it. */
    String sentence() {
      return sentence;
    }
  }

  private final NetworkPolicy policy;
  private final boolean plainHttp;
  private final Names names;
  private final Executor lookups;
  private final ConcurrentHashMap<String, CompletableFuture<InetAddress[]>> asking =
      new ConcurrentHashMap<>();

  /** Who knows the addresses of names: outside of tests, the system's resolver. */
  @FunctionalInterface
  interface Names {
    InetAddress[] find(String name) throws UnknownHostException;
  }

  /**
   * @param plainHttp whether the requests are not encrypted
   * @param lookups where names are looked up: the system's resolver blocks
   */
  CheckedResolver(NetworkPolicy policy, boolean plainHttp, Names names, Executor lookups) {
    this.policy = policy;
    this.plainHttp = plainHttp;
    this.names = names;
    this.lookups = lookups;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new OfLoop(executor);
  }

  /** The addresses that may be connected to. */
  List<InetSocketAddress> permitted(String host, InetAddress[] found, int port) throws IOException {
    List<InetSocketAddress> permitted = new ArrayList<>();
    for (InetAddress address : found) {
      boolean may = plainHttp ? policy.opened(address, port) : policy.permits(address, port);
      if (may) {
        permitted.add(new InetSocketAddress(address, port));
      }
    }
    if (permitted.isEmpty()) {
      throw blocked(host, found, port);
    }
    return permitted;
  }

  private Blocked blocked(String host, InetAddress[] found, int port) {
    boolean open = Arrays.stream(found).anyMatch(address -> policy.permits(address, port));
    boolean literal = host.startsWith("[");
    String address =
        literal
            ? host.substring(1, host.length() - 1)
            : found.length == 0 ? host : found[0].getHostAddress();
    String place = literal || host.equals(address) ? host : host + " (" + address + ")";
    return open
        ? new Blocked(
            "plain_http",
            place
                + " by plain http: only what --allow-network opens is sent to without TLS; "
                + "use https, or --allow-network "
                + address)
        : new Blocked(
            "blocked_address",
            place + " is not a public address; --allow-network " + address + " opens it");
  }

  /** One look-up for each name at a time: a name nobody answers for costs one thread. */
  private CompletableFuture<InetAddress[]> ask(String host) {
    return asking.computeIfAbsent(
        host, name -> CompletableFuture.supplyAsync(() -> lookOnce(name), lookups));
  }

  /** Gone from the list before it is answered: who asks later gets a look-up of its own. */
  private InetAddress[] lookOnce(String name) {
    try {
      return look(name);
    } finally {
      asking.remove(name);
    }
  }

  private InetAddress[] look(String name) {
    try {
      return names.find(name);
    } catch (UnknownHostException e) {
      throw new java.util.concurrent.CompletionException(e);
    }
  }

  private final class OfLoop extends AbstractAddressResolver<InetSocketAddress> {
    OfLoop(EventExecutor executor) {
      super(executor, InetSocketAddress.class);
    }

    /** Nothing counts as resolved before it was checked. */
    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
      return false;
    }

    @Override
    protected void doResolve(InetSocketAddress asked, Promise<InetSocketAddress> promise) {
      find(
          asked,
          (found, failed) -> {
            if (found == null) {
              promise.tryFailure(failed);
            } else {
              promise.trySuccess(found.getFirst());
            }
          });
    }

    @Override
    protected void doResolveAll(InetSocketAddress asked, Promise<List<InetSocketAddress>> promise) {
      find(
          asked,
          (found, failed) -> {
            if (found == null) {
              promise.tryFailure(failed);
            } else {
              promise.trySuccess(found);
            }
          });
    }

    private void find(InetSocketAddress asked, Result result) {
      InetAddress known = asked.getAddress();
      CompletableFuture<InetAddress[]> addresses =
          known != null
              ? CompletableFuture.completedFuture(new InetAddress[] {known})
              : ask(asked.getHostString());
      addresses.whenComplete((found, failed) -> {
        if (failed != null) {
          result.accept(null, failed.getCause() == null ? failed : failed.getCause());
          return;
        }
        try {
          result.accept(permitted(asked.getHostString(), found, asked.getPort()), NOTHING);
        } catch (IOException blocked) {
          result.accept(null, blocked);
        }
      });
    }
  }

  private static final IOException NOTHING = new IOException("nothing failed");

  @FunctionalInterface
  private interface Result {
    void accept(@Nullable List<InetSocketAddress> found, Throwable failed);
  }
}
