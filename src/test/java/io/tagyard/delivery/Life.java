package io.tagyard.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The time until a kill: what is reached through it works whole or, from then on, not at all. */
final class Life {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean over;
  private volatile String last = "";

  /** As kill -9 between two writes. */
  void end() {
    lock.writeLock().lock();
    over = true;
    lock.writeLock().unlock();
  }

  /** A kill right before the next call of this name. */
  void endBefore(String call) {
    last = call;
  }

  boolean isOver() {
    lock.readLock().lock();
    try {
      return over;
    } finally {
      lock.readLock().unlock();
    }
  }

  <T> T during(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals(last)) {
                end();
              }
              boolean waits = method.getName().equals("awaitBeyond");
              if (!waits) {
                lock.readLock().lock();
              }
              try {
                if (over) {
                  throw new IllegalStateException("killed");
                }
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (!waits) {
                  lock.readLock().unlock();
                }
              }
            }));
  }
}
