package alluxio.admission.app.cli;

import alluxio.admission.app.manifest.ManifestValidator.LocatedFinding;
import alluxio.admission.app.manifest.ManifestValidator.ObjectResult;
import alluxio.admission.model.VisibleText;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.policy.Finding;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as JUnit XML, which CI servers show as tests: one for each finding, and one for an object without any. What is
 * refused is a failure. A warning is a skipped test with its text: the format knows nothing nearer, and a failure would
 * say that the webhook refuses.
 */
final class JunitReport {
    private JunitReport() {}

    static String of(List<ObjectResult> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml, results);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written into memory", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, List<ObjectResult> results) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "alluxio-admission validate");
        xml.writeAttribute(
                "tests",
                Long.toString(results.stream()
                        .mapToLong(r -> Math.max(1, r.findings().size()))
                        .sum()));
        xml.writeAttribute("failures", Long.toString(count(results, RuleMode.DENY)));
        long notJudged = results.stream()
                .filter(result ->
                        result.findings().isEmpty() && result.judgement().isSkipped())
                .count();
        xml.writeAttribute("skipped", Long.toString(count(results, RuleMode.WARN) + notJudged));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("time", "0");
        for (ObjectResult result : results) {
            if (result.findings().isEmpty()) {
                withoutFinding(xml, result);
            }
            for (LocatedFinding found : result.findings()) {
                finding(xml, result, found);
            }
        }
        xml.writeEndElement();
    }

    /** What was not judged is no test that passed. */
    private static void withoutFinding(XMLStreamWriter xml, ObjectResult result) throws XMLStreamException {
        boolean skipped = result.judgement().isSkipped();
        start(xml, result, skipped ? "not judged" : "valid");
        if (skipped) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute(
                    "message", printable("not judged: " + result.judgement().skipReason()));
        }
        xml.writeEndElement();
    }

    private static void finding(XMLStreamWriter xml, ObjectResult result, LocatedFinding found)
            throws XMLStreamException {
        Finding finding = found.finding();
        start(xml, result, finding.rule() + " at " + finding.path());
        xml.writeStartElement(finding.severity() == RuleMode.DENY ? "failure" : "skipped");
        xml.writeAttribute("message", printable(finding.sentences()));
        xml.writeAttribute("type", finding.rule());
        xml.writeCharacters(printable(result.source() + ":" + found.line() + ": " + finding.message()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, ObjectResult result, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", printable(result.object()));
        xml.writeAttribute("name", printable(name));
        xml.writeAttribute("file", printable(result.source()));
        xml.writeAttribute("time", "0");
    }

    /** XML 1.0 has no way to write most control characters, and a terminal obeys the others. */
    private static String printable(String text) {
        return VisibleText.line(text);
    }

    private static long count(List<ObjectResult> results, RuleMode severity) {
        return results.stream()
                .flatMap(r -> r.findings().stream())
                .filter(f -> f.finding().severity() == severity)
                .count();
    }
}
