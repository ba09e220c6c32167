import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar that are compiled for Java 5 a version that a JVM keeps in an AOT cache, and the stack maps that this
 * version has: else each start loads them from the jar, and verifies them with the verifier of that time. Their code is as it was, and
 * is verified here. A jar without such classes stays as it is. Run by the build: java CacheableClasses.java FOLDER JAR-NAME-PREFIX
 */
void main(String[] arguments) throws IOException {
    List<Path> jars;
    try (var files = Files.list(Path.of(arguments[0]))) {
        jars = files.filter(file -> file.getFileName().toString().matches(arguments[1] + "-[0-9.]+\\.jar")).toList();
    }
    if (jars.isEmpty()) {
        throw new IOException("There is no jar " + arguments[1] + " in " + arguments[0]);
    }
    for (Path jar : jars) {
        if (isOld(jar)) {
            Path changed = Files.createTempFile(jar.toAbsolutePath().getParent(), "classes", ".tmp");
            write(jar, changed);
            Files.setPosixFilePermissions(changed, Files.getPosixFilePermissions(jar));
            Files.move(changed, jar, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}

boolean isOld(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (isClass(entry) && isOld(ClassFile.of().parse(bytes(zip, entry)))) {
                return true;
            }
        }
        return false;
    }
}

boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class");
}

boolean isOld(ClassModel model) {
    return model.majorVersion() < ClassFile.JAVA_6_VERSION;
}

/** With the same entries at the same times. */
void write(Path jar, Path changed) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
            ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
        ClassFile classes = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(
                                name -> open(zip, name))
                        .orElse(ClassHierarchyResolver.defaultResolver())));
        for (ZipEntry entry : Collections.list(zip.entries())) {
            ZipEntry same = new ZipEntry(entry.getName());
            same.setTime(entry.getTime());
            out.putNextEntry(same);
            if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                // The licence wants changed files to say so.
                Manifest manifest = new Manifest(zip.getInputStream(entry));
                manifest.getMainAttributes().put(new Attributes.Name("Modified-By"), "alluxio-admission: stack maps added to its classes");
                manifest.write(out);
            } else {
                byte[] bytes = bytes(zip, entry);
                out.write(isClass(entry) ? current(classes, entry.getName(), bytes) : bytes);
            }
            out.closeEntry();
        }
    }
}

byte[] current(ClassFile classes, String name, byte[] bytes) throws IOException {
    ClassModel model = classes.parse(bytes);
    if (!isOld(model)) {
        return bytes;
    }
    // The bodies are written anew, element by element: what is copied as a whole gets no stack maps.
    ClassTransform version = (builder, element) -> {
        if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
        } else {
            builder.with(element);
        }
    };
    byte[] current = classes.transformClass(
            model, version.andThen(ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element))));
    List<VerifyError> errors = classes.verify(current);
    if (!errors.isEmpty()) {
        throw new IOException(name + " does not verify", errors.getFirst());
    }
    return current;
}

byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
    }
}

/** Null where the jar has no such class. */
InputStream open(ZipFile zip, ClassDesc name) {
    ZipEntry entry = name.isClassOrInterface()
            ? zip.getEntry(name.descriptorString().substring(1, name.descriptorString().length() - 1) + ".class")
            : null;
    try {
        return entry == null ? null : zip.getInputStream(entry);
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}
