package io.tagyard.event;

/** A connection's name within its workspace; the name of its lane. */
public record ConnectionId(String workspace, String connection)
    implements Comparable<ConnectionId> {
  @Override
  public int compareTo(ConnectionId other) {
    int byWorkspace = workspace.compareTo(other.workspace);
    return byWorkspace != 0 ? byWorkspace : connection.compareTo(other.connection);
  }

  @Override
  public String toString() {
    return workspace + "/" + connection;
  }
}
