# Sets JAVA_HOME to a JDK 25 or newer: JAVA_HOME itself, the java on the PATH, the usual folders.
# Sourced by ./tagyard and ./mvnw. Returns 1 when there is none.
jdk_major() {
  [ -x "$1/bin/javac" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

jdk_fits() {
  major=$(jdk_major "$1") && [ -n "$major" ] && [ "$major" -ge 25 ]
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then return 0; fi
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) &&
    on_path=${on_path%/bin/javac} && jdk_fits "$on_path" && JAVA_HOME=$on_path && export JAVA_HOME && return 0
  for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if jdk_fits "$folder"; then JAVA_HOME=$folder; export JAVA_HOME; return 0; fi
  done
  cat >&2 <<'TEXT'
Tagyard needs a JDK 25 or newer, and none was found in JAVA_HOME, on the PATH or in the usual folders.
Install one, for example Eclipse Temurin 25 (https://adoptium.net), or set JAVA_HOME to the one you have.
TEXT
  return 1
}
