package alluxio.admission.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Reads and writes PEM. BouncyCastle parses the blocks; the keys are those of the JDK. Stateless. */
public final class Pem {

    private Pem() {}

    /** All {@code CERTIFICATE} blocks, in their order; blocks of other types are skipped. */
    public static List<X509Certificate> readCertificates(byte[] pem) throws InvalidKeyPairException {
        List<X509Certificate> chain = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        for (Object block : blocks(pem, "certificate")) {
            if (block instanceof X509CertificateHolder holder) {
                try {
                    chain.add(converter.getCertificate(holder));
                } catch (CertificateException e) {
                    throw new InvalidKeyPairException("a certificate cannot be read: it is not valid X.509", e);
                }
            }
        }
        if (chain.isEmpty()) {
            throw new InvalidKeyPairException("the certificate file has no PEM block CERTIFICATE");
        }
        return chain;
    }

    static PrivateKey readKey(byte[] pem) throws InvalidKeyPairException {
        // BouncyCastle calls the algorithm of elliptic keys ECDSA, the JDK calls it EC.
        JcaPEMKeyConverter converter =
                new JcaPEMKeyConverter().setAlgorithmMapping(X9ObjectIdentifiers.id_ecPublicKey, "EC");
        for (Object block : blocks(pem, "key")) {
            try {
                switch (block) {
                    case PEMKeyPair pair -> {
                        return converter.getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PrivateKeyInfo info -> {
                        return converter.getPrivateKey(info);
                    }
                    case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                        throw new InvalidKeyPairException("the key is encrypted; an unencrypted one is needed");
                    default -> {} // such as EC PARAMETERS, which openssl writes before the key
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new InvalidKeyPairException(
                        "the key cannot be read: its algorithm or its encoding is unknown", e);
            }
        }
        throw new InvalidKeyPairException("the key file has no PEM block with a private key");
    }

    private static List<Object> blocks(byte[] pem, String what) throws InvalidKeyPairException {
        List<Object> blocks = new ArrayList<>();
        try (PEMParser parser =
                new PEMParser(new InputStreamReader(new ByteArrayInputStream(pem), StandardCharsets.US_ASCII))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
        } catch (IOException | RuntimeException e) {
            // The parser throws whatever its decoders throw; the cause is always invalid PEM.
            throw new InvalidKeyPairException("the " + what + " file is not valid PEM", e);
        }
        return blocks;
    }

    /** As {@code CERTIFICATE} blocks. */
    public static String write(List<X509Certificate> chain) {
        List<PemObject> blocks = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            try {
                blocks.add(new PemObject("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read cannot be written", e);
            }
        }
        return write(blocks.toArray(PemObject[]::new));
    }

    static String write(PrivateKey key) {
        return write(new PemObject("PRIVATE KEY", key.getEncoded()));
    }

    private static String write(PemObject... blocks) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            for (PemObject block : blocks) {
                writer.writeObject(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not fail
        }
        return text.toString();
    }
}
