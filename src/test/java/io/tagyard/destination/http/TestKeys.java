package io.tagyard.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.ssl.ClientSslConfiguration;
import io.micronaut.http.ssl.SslConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and its certificate, for a server that a test trusts. */
record TestKeys(Path file) {
  static final String PASSWORD = "changeit";

  /** For a host, as {@code dns:localhost}. */
  static TestKeys make(Path folder, String name) throws IOException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=test",
                "-ext",
                "SAN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return new TestKeys(file);
  }

  /** Trusts this certificate only. */
  SslConfiguration trust() {
    ClientSslConfiguration trust = new ClientSslConfiguration();
    trust.getTrustStore().setPath("file:" + file);
    trust.getTrustStore().setPassword(PASSWORD);
    trust.getTrustStore().setType("PKCS12");
    return trust;
  }

  /** A listening socket that shows this certificate. */
  ServerSocket listen() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
