package alluxio.admission.certs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A CA that signs leaf certificates: ECDSA on P-256, random serial numbers of 128 bits. Its key is in memory; the caller stores
 * it. Immutable and thread-safe.
 */
public final class CertificateAuthority {

    /** How far notBefore lies in the past, so that a client whose clock is slow accepts the certificate. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private final KeyMaterial self;
    private final InstantSource clock;
    private final SecureRandom random;

    private CertificateAuthority(KeyMaterial self, InstantSource clock, SecureRandom random) {
        this.self = self;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Creates a CA with a new key.
     *
     * @param commonName of its subject
     * @param lifetime from now
     */
    public static CertificateAuthority create(String commonName, Duration lifetime, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        KeyPair keys = newKeys(random);
        X500Name name = commonName(commonName);
        Instant now = clock.instant();
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            name,
                            serial(random),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(lifetime)),
                            name,
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new CertificateAuthority(sign(builder, keys, keys), clock, random);
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("this JDK cannot create a P-256 certificate", e);
        }
    }

    /** A CA that was created before, from its certificate and its key. Nothing is checked. */
    public static CertificateAuthority of(KeyMaterial self, InstantSource clock) {
        return new CertificateAuthority(self, clock, new SecureRandom());
    }

    /**
     * Issues a certificate for a server, with a new key.
     *
     * @param hosts DNS names (also {@code *.name}) and IP addresses (v6 without brackets); at least one. The first is
     *     the common name as far as it fits there
     * @param lifetime from now; the certificate never outlives the CA
     */
    public KeyMaterial issue(List<String> hosts, Duration lifetime) {
        SubjectNames names = SubjectNames.of(hosts);
        return issue(commonName(names.commonName()), KeyPurposeId.id_kp_serverAuth, Optional.of(names), lifetime);
    }

    /**
     * Issues a certificate for a client, with a new key.
     *
     * @param name of the client, such as {@code kube-apiserver}
     * @param lifetime as above
     */
    public KeyMaterial issueClient(String name, Duration lifetime) {
        return issue(commonName(name), KeyPurposeId.id_kp_clientAuth, Optional.empty(), lifetime);
    }

    private KeyMaterial issue(X500Name subject, KeyPurposeId purpose, Optional<SubjectNames> names, Duration lifetime) {
        KeyPair keys = newKeys(random);
        Instant now = clock.instant();
        Instant authorityEnds = self.leaf().getNotAfter().toInstant();
        Instant ends = now.plus(lifetime).isBefore(authorityEnds) ? now.plus(lifetime) : authorityEnds;
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            X500Name.getInstance(
                                    self.leaf().getSubjectX500Principal().getEncoded()),
                            serial(random),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(ends),
                            subject,
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(keys.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(self.leaf().getPublicKey()));
            if (names.isPresent()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, names.get().toAsn1());
            }
            return sign(builder, keys, new KeyPair(self.leaf().getPublicKey(), self.key()));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("this JDK cannot create a P-256 certificate", e);
        }
    }

    /** The CA's own certificate as one PEM block, for clients to trust. */
    public String certificatePem() {
        return self.chainPem();
    }

    /** Its certificate and its key, to be stored. */
    public KeyMaterial material() {
        return self;
    }

    private static KeyMaterial sign(X509v3CertificateBuilder builder, KeyPair subject, KeyPair issuer)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        return new KeyMaterial(List.of(certificate), subject.getPrivate());
    }

    private static KeyPair newKeys(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot create P-256 keys", e);
        }
    }

    private static BigInteger serial(SecureRandom random) {
        // Positive and never zero: RFC 5280, 4.1.2.2.
        return new BigInteger(128, random).add(BigInteger.ONE);
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }
}
