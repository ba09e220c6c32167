package alluxio.admission.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairCheckTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final CertificateAuthority authority = CertificateAuthority.create("ca", Duration.ofDays(30), CLOCK);
    private final KeyMaterial leaf = authority.issue(List.of("localhost"), Duration.ofDays(7));

    @Test
    void aLeafWithItsKeyAndItsIssuerFits() throws Exception {
        KeyMaterial read = check(leaf.chainPem() + authority.certificatePem(), leaf.keyPem());

        assertThat(read.chain()).hasSize(2);
        assertThat(read.leaf()).isEqualTo(leaf.leaf());
        assertThat(read.key()).isEqualTo(leaf.key());
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() {
        KeyMaterial other = authority.issue(List.of("localhost"), Duration.ofDays(7));

        assertRefused(leaf.chainPem(), other.keyPem(), "the key does not fit the certificate CN=localhost");
    }

    @Test
    void aKeyOfAnotherTypeIsRefused() throws Exception {
        assertRefused(
                leaf.chainPem(), Pem.write(rsa().getPrivate()), "the key does not fit the certificate CN=localhost");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        KeyPairCheck later = new KeyPairCheck(InstantSource.fixed(NOW.plus(Duration.ofDays(8))));

        assertThatThrownBy(() -> later.check(bytes(leaf.chainPem()), bytes(leaf.keyPem())))
                .isInstanceOf(InvalidKeyPairException.class)
                .hasMessage("the certificate CN=localhost expired at 2026-06-08T12:00:00Z");
    }

    @Test
    void aCertificateOfTheFutureIsRefused() {
        KeyPairCheck earlier = new KeyPairCheck(InstantSource.fixed(NOW.minus(Duration.ofHours(2))));

        assertThatThrownBy(() -> earlier.check(bytes(leaf.chainPem()), bytes(leaf.keyPem())))
                .isInstanceOf(InvalidKeyPairException.class)
                .hasMessage("the certificate CN=localhost is not valid before 2026-06-01T11:00:00Z");
    }

    @Test
    void aChainInTheWrongOrderIsRefused() {
        // The leaf comes first, but the certificate after it did not sign it.
        String stranger = CertificateAuthority.create("stranger", Duration.ofDays(30), CLOCK)
                .certificatePem();

        assertRefused(
                leaf.chainPem() + stranger + authority.certificatePem(),
                leaf.keyPem(),
                "the chain is out of order: CN=localhost is not signed by the next certificate, CN=stranger");
        assertRefused(
                authority.certificatePem() + leaf.chainPem(),
                leaf.keyPem(),
                "the key does not fit the certificate CN=ca");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIB"
            })
    void garbageInsteadOfACertificateIsRefusedInOneLine(String garbage) {
        assertThatThrownBy(() -> check(garbage, leaf.keyPem()))
                .isInstanceOf(InvalidKeyPairException.class)
                .message()
                .contains("certificate")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMDAw\n-----END EC PRIVATE KEY-----\n"
            })
    void garbageInsteadOfAKeyIsRefusedInOneLine(String garbage) {
        assertThatThrownBy(() -> check(leaf.chainPem(), garbage))
                .isInstanceOf(InvalidKeyPairException.class)
                .message()
                .contains("key")
                .doesNotContain("\n");
    }

    @Test
    void aCertificateInPlaceOfTheKeyIsRefused() {
        assertRefused(leaf.chainPem(), leaf.chainPem(), "the key file has no PEM block with a private key");
    }

    @Test
    void aSec1KeyIsReadAlsoBehindItsParameters() throws Exception {
        var secret = ((java.security.interfaces.ECPrivateKey) leaf.key()).getS();
        var asOpensslWritesIt = new ECPrivateKey(256, secret, X9ObjectIdentifiers.prime256v1);
        String sec1 = pem(new PemObject("EC PRIVATE KEY", asOpensslWritesIt.getEncoded()));
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        for (String key : List.of(sec1, parameters + sec1)) {
            KeyMaterial read = check(leaf.chainPem(), key);
            assertThat(((java.security.interfaces.ECPrivateKey) read.key()).getS())
                    .isEqualTo(secret);
            check(read.chainPem(), read.keyPem());
        }
    }

    @Test
    void rsaKeysAreReadAsPkcs1AndAsPkcs8() throws Exception {
        PrivateKey key = rsa().getPrivate();
        byte[] pkcs1 = PrivateKeyInfo.getInstance(key.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertThat(Pem.readKey(bytes(pem(new PemObject("RSA PRIVATE KEY", pkcs1)))))
                .isEqualTo(key);
        assertThat(Pem.readKey(bytes(Pem.write(key)))).isEqualTo(key);
    }

    @Test
    void anEncryptedKeyIsRefusedForThatReason() throws Exception {
        var encryptor = new JcePEMEncryptorBuilder("AES-128-CBC")
                .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                .build("secret".toCharArray());

        assertRefused(
                leaf.chainPem(),
                pem(new JcaMiscPEMGenerator(leaf.key(), encryptor)),
                "the key is encrypted; an unencrypted one is needed");
    }

    @Test
    void theKeyDoesNotShowInText() {
        assertThat(leaf.toString())
                .startsWith("CN=localhost, serial ")
                .endsWith(", until 2026-06-08T12:00:00Z")
                .doesNotContain("PRIVATE");
    }

    private static KeyMaterial check(String chain, String key) throws InvalidKeyPairException {
        return new KeyPairCheck(CLOCK).check(bytes(chain), bytes(key));
    }

    private static void assertRefused(String chain, String key, String reason) {
        assertThatThrownBy(() -> check(chain, key))
                .isInstanceOf(InvalidKeyPairException.class)
                .hasMessage(reason);
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(PemObjectGenerator block) throws Exception {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(block);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
