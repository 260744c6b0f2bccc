package io.tagyard.destination.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CourierTlsTest {
  private static final String PASSWORD = TestKeys.PASSWORD;
  private static final NetworkPolicy LOCAL = new NetworkPolicy(List.of(Network.of("127.0.0.0/8")));

  @TempDir Path folder;

  @Test
  void aCertificateNobodyVouchesForIsRefused() throws Exception {
    Path keys = keys("dns:localhost");
    try (Courier courier = new Courier(LOCAL, InstantSource.system())) {
      assertThat(get(courier, keys)).isEqualTo(new Answer.Silence("tls_error", true));
    }
  }

  @Test
  void aTrustedCertificateOfTheHostIsTaken() throws Exception {
    Path keys = keys("dns:localhost");
    try (Courier courier =
        new Courier(
            LOCAL, InstantSource.system(), new TestKeys(keys).trust(), InetAddress::getAllByName)) {
      assertThat(get(courier, keys)).isInstanceOf(Answer.Replied.class);
    }
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
    Path keys = keys("dns:other.example");
    try (Courier courier =
        new Courier(
            LOCAL, InstantSource.system(), new TestKeys(keys).trust(), InetAddress::getAllByName)) {
      assertThat(get(courier, keys)).isEqualTo(new Answer.Silence("tls_error", true));
    }
  }

  @Test
  void whoOnlyLooksIsToldWhenTheCertificateEndsOrThatItIsNotTrusted() throws Exception {
    Path keys = keys("dns:localhost");
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    WireMockServer server = server(keys);
    server.start();
    try {
      URI place = URI.create("https://localhost:" + server.httpsPort());
      Reach.Found.Reached reached = (Reach.Found.Reached) new Reach(LOCAL, context).look(place);
      X509Certificate own = (X509Certificate) store.getCertificate("test");
      assertThat(reached.certificateUntil()).isEqualTo(own.getNotAfter().toInstant());
      assertThat(new Reach(LOCAL).look(place)).isEqualTo(new Reach.Found.Unreached("tls_error"));
      assertThat(new Reach(NetworkPolicy.PUBLIC, context).look(place))
          .isEqualTo(new Reach.Found.Unreached("blocked_address"));
      assertThat(server.getAllServeEvents()).as("no request").isEmpty();
    } finally {
      server.stop();
    }
  }

  private static Answer get(Courier courier, Path keys) throws InterruptedException {
    WireMockServer server = server(keys);
    server.stubFor(any(anyUrl()).willReturn(ok()));
    server.start();
    try {
      URI uri = URI.create("https://localhost:" + server.httpsPort() + "/");
      return courier.send(new Outbound("GET", uri, List.of(), new byte[0], Duration.ofSeconds(10)));
    } finally {
      server.stop();
    }
  }

  private static WireMockServer server(Path keys) {
    return new WireMockServer(
        options()
            .dynamicPort()
            .dynamicHttpsPort()
            .bindAddress("127.0.0.1")
            .keystorePath(keys.toString())
            .keystorePassword(PASSWORD)
            .keyManagerPassword(PASSWORD)
            .keystoreType("PKCS12"));
  }

  private Path keys(String name) throws IOException, InterruptedException {
    return TestKeys.make(folder, name).file();
  }
}
