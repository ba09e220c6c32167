package alluxio.admission.manifest.yaml;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts on which YAML readers differ. */
final class NastyDocuments {
    private NastyDocuments() {}

    static List<String> all() {
        return Stream.of(
                        SCALARS.lines().map(s -> "v: " + s),
                        SCALARS.lines().map(s -> "- " + s),
                        SCALARS.lines().map(s -> s + ": v"),
                        SCALARS.lines().map(s -> "{k: [" + s + " , 1 ]}"),
                        TAGGED.lines().map(s -> "v: " + s),
                        TAGGED.lines().map(s -> "? " + s + "\n: 1"),
                        STREAMS.stream())
                .flatMap(s -> s)
                .map(NastyDocuments::characters)
                .toList();
    }

    /** One to a line; what an editor would lose stands as {@code <U+2028>}. */
    private static final String SCALARS = """
            0
            -0
            +1
            0400
            0o17
            0O17
            08
            009.5
            0b101
            -0b101
            +0b11
            0b-101
            0b+1
            0b
            0b2
            0x1F
            0X1f
            -0x1F
            0x
            0x-1
            1_000
            1__0_
            _1
            -_1
            0x_ff
            1e3
            1E+3
            1.5e-7
            1e400
            -1e400
            1e-400
            1.
            1.e2
            .5
            +.5
            -.5
            .5e1
            .
            ._5
            .5_0
            1_0.5_0
            0.1
            3.14159265358979323846
            1.10
            -0.0
            100000000000000000000.0
            1234567.5
            0.00001
            1e20
            1e21
            1e22
            1e39
            9223372036854775807
            9223372036854775808
            -9223372036854775808
            -9223372036854775809
            18446744073709551615
            18446744073709551616
            0xFFFFFFFFFFFFFFFF
            -0xFFFFFFFFFFFFFFFF
            0b1111111111111111111111111111111111111111111111111111111111111111
            07777777777777777777777
            123456789012345678901234567890
            .inf
            -.Inf
            +.INF
            .iNF
            .nan
            .NaN
            inf
            nan
            Infinity
            y
            Y
            n
            N
            yes
            Yes
            YES
            yES
            no
            on
            On
            off
            OFF
            true
            True
            TRUE
            tRUE
            false
            ~
            null
            Null
            NULL
            nULL
            ""
            ''
            "yes"
            '0400'
            "~"
            1:30
            190:20:30
            1:30.5
            2001-01-01
            2001-1-1
            2001-12-14t21:59:43.10-05:00
            2001-12-14 21:59:43.10
            2.9.6
            10.0.0.7
            1,000
            0.1.
            1e
            1e+
            e3
            +
            -
            --
            -a
            - a
            ...x
            =
            <
            <<
            "<<"
            '<<'
            ! <<
            a b  c
            a#b
            a #b
            # only a comment
            a:b
            a :b
            :a
            ?a
            @a
            `a
            %a
            !a
            *a
            &a
            &a-b_1 x
            &a.b x
            |
            >
            |x
            'it''s'
            'a\\nb'
            "a\\nb\\t\\x41\\u00e9\\U0001F600\\0\\a\\b\\e\\f\\v\\r\\N\\_\\L\\P\\\\\\" "
            "\\/"
            "\\q"
            "\\x4"
            "\\ud83d\\ude00"
            "\\uD800"
            "\\U00110000"
            "\\U9001f600"
            "\\UFFFFFFFF"
            "a" b
            'a' b
            "a"b
            "a" # comment
            "a"#b
            héllo
            日本語
            😀 x
            <U+00a0>
            a<U+00a0>
            <U+2028>
            a<U+2028>b
            a<U+0085>b
            <U+feff>
            <U+feff>x
            a<U+feff>b
            <U+007f>
            a<U+0080>b
            <U+fffe>
            [a, b]
            [a b, c d]
            [a, , b]
            [,]
            [a,]
            [a: b]
            [a: b, c]
            [? a : b]
            [a:b]
            [a,b]
            {a: b}
            {a: b,}
            {a, b}
            {a: b c: d}
            {a : b}
            {"a":1}
            {"a":b}
            {a:1}
            {? a : b}
            {a: {b: [c, {d: e}]}}
            [[], {}, [[]]]
            [
            ]
            {a: b
            }
            [a}
            [a]]
            [a] b
            [a, #b
            {a: 1, a: 2}
            {1: a, 0x1: b}
            {1: a, 1.0: b}
            {true: a, yes: b}
            {null: a}
            {[a]: b}
            {{a: b}: c}
            {<<: {a: 1}, b: 2}
            {<<: [{a: 1}, {b: 2}], c: 3}
            {<<: a}
            {<<: }
            {<<: [a]}
            {"<<": {a: 1}}
            """;

    /** One to a line. */
    private static final String TAGGED = """
            !!str 5
            !!str yes
            !!str
            !!str ~
            !!str 'x'
            !!int 5
            !!int "5"
            !!int "0x1F"
            !!int yes
            !!int 1.0
            !!int
            !!int 18446744073709551615
            !!float 5
            !!float "5"
            !!float 0x10
            !!float 18446744073709551615
            !!float 18446744073709551616
            !!float .inf
            !!float x
            !!float 2001-01-01
            !!bool yes
            !!bool "no"
            !!bool 1
            !!null ~
            !!null ''
            !!null x
            !!null
            !!timestamp 2001-01-01
            !!timestamp 2001-02-30
            !!timestamp "2001-12-14t21:59:43.10-05:00"
            !!timestamp 2001-12-14 21:59:43
            !!timestamp 2001-12-14 21:59:43 -5
            !!timestamp x
            !!binary aGVsbG8=
            !!binary "aGVs\\n bG8="
            !!binary aGVsbG8
            !!binary /w==
            !!binary 4oKs4oL/gIA=
            !!binary x!
            !!binary
            !!merge <<
            !!merge x
            !!set {a, b}
            !!map {a: b}
            !!map x
            !!seq [a]
            !!seq x
            !!omap [a: b]
            !!pairs [a: b]
            !!foo 5
            !foo 5
            !foo "5"
            !foo
            !foo [1]
            !foo {a: 1}
            ! 5
            ! "5"
            !
            !<tag:yaml.org,2002:str> 5
            !<tag:yaml.org,2002:int> "7"
            !<!x> 5
            !e!x 5
            !!str,x 5
            !!str &a 5
            &a !!str 5
            &a !!int
            &a
            &a &b 5
            !!str !!int 5
            !!null [a]
            !!null {a: 1}
            !!int [1]
            """;

    /** Whole texts. */
    private static final List<String> STREAMS = List.of(
            "",
            "\n",
            " ",
            "\t",
            "# nothing\n",
            "---",
            "---\n",
            "---\n---\n",
            "--- # comment\na: 1\n",
            "---\t# comment\na: 1\n",
            "--- a\n",
            "---a\n",
            "----\n",
            "---  \na: 1\n---\t\nb: 1",
            "a: 1\n---\nb: 2\n",
            "a: 1\n---\n# nothing\n---\nb: 2\n---\n",
            "a: 1\n---\nnull\n---\n~\n---\nb: 2\n",
            "a: 1\n ---\nb: 2\n",
            "a: |\n  x\n ---\n  y\n",
            "a: |\n  x\n  ---\n  y\n",
            "a: 'x\n---\ny'\n",
            "a: 1\r\n---\r\nb: 2\r\n",
            "a: 1\rb: 2\r",
            "a: 1\n...\n",
            "a: 1\n... # end\n",
            "...\n",
            "---\n...\na: 1",
            "%YAML 1.1\n---\na: 1\n",
            "%YAML 1.2\n---\na: 1\n",
            "%TAG ! tag:x,1:\n---\na: !b 1\n",
            "%FOO\n---\na: 1\n",
            "\ufeffa: 1\n",
            "\ufeff---\na: 1\n---\nb: 1",
            "\ufeff{\"a\": 1}",
            "a: 1\n\ufeffb: 2\n",
            "{\"a\": 1}",
            " \n {\"a\": 1}{\"b\": 2}\n{\"c\": 3}",
            "{\"a\": 1}\n---\n{\"b\": 2}\n",
            "{\"a\": \"\\/\\ud83d\\ude00\"}",
            "{\"a\": 0.10, \"b\": 1e3, \"c\": 12345678901234567890123, \"d\": -0, \"e\": 1E-3}",
            "{\"a\": {\"b\": [null, true, \"yes\", \"0400\"]}}",
            "{\"a\": 1,}",
            "{\"a\": 1, b: 2}",
            "{\"a\" 1}",
            "{\"a\": 01}",
            "{\"a\": 'b'}",
            "{'a': 'b'}",
            "{a: 1}",
            "{a: 1}\n---\n{b: 1}",
            "{\"a\": 1",
            "{\"a\": tru}",
            "{\"a\": 1} # comment",
            "{}",
            "{}{}",
            "{ }",
            "[]",
            "[{\"a\": 1}, {\"b\": \"\\/\"}]",
            "null",
            "x",
            "\"x\"",
            "5",
            "a\nb\n",
            "a: 1\nb",
            "a: 1\n b: 2\n",
            "a:\n  b: 1\n c: 2\n",
            "a:\n b: 1\n  c: 2\n",
            "  a: 1\n  b: 2\n",
            "  a: 1\nb: 2\n",
            "a:\n- b\n- c\nd: e\n",
            "a:\n  - b\n  - c\nd: e\n",
            "a:\n  - b\n - c\n",
            "- - a\n  - b\n- - c\n",
            "- a: 1\n  b: 2\n- c: 3\n",
            "-  a: 1\n   b: 2\n",
            "-\n  a: 1\n-\n  - b\n-\n",
            "- a\nb: 1\n",
            "a: - b\n",
            "a: b: c\n",
            "a: b\n  c\n  d\n",
            "a: b\n\n  c\n",
            "a: b # x\n  c\n",
            "a:\n  b\n  c\n",
            "a: 'b\n  c\n\n  d'\n",
            "a: \"b \\\n  c\n\n  d\\n\"\n",
            "a: \"b\n c",
            "a: 'b\nc: d\n",
            "a: [b,\n  c\n  ,d]\n",
            "a: [b,\nc]\n",
            "a: {b: c,\n  d: e}\n",
            "a: {b: c\n  d: e}\n",
            "a: [b\n c: d]\n",
            "? a\n: b\n",
            "? a\n? b\n",
            "? [a, b]\n: c\n",
            "? |\n  a\n: b\n",
            "? - a\n: b\n",
            ": a\n",
            "a:\n",
            "a:\nb:\n",
            "a :\n  1\n",
            "a: &x\nb: *x\n",
            "a: |\n  x\n  y\n",
            "a: |-\n  x\n  y\n\n",
            "a: |+\n  x\n\n\nb: 1\n",
            "a: |+\n\nb: 1\n",
            "a: |\n\nb: 1\n",
            "a: |\n  x",
            "a: |-\n  x",
            "a: |+\n  x",
            "a: >\n  x\n  y\n\n  z\n",
            "a: >-\n  x\n   y\n  z\n",
            "a: >+\n  x\n\n\n",
            "a: |2\n   x\n  y\n",
            "a: |1\n  x\n",
            "a: |2-\n    x\n",
            "a: |-2\n    x\n",
            "a: |0\n  x\n",
            "a: |10\n  x\n",
            "a: |9\n           x\n",
            "a: | # comment\n  x\n",
            "a: |#no\n  x\n",
            "a: | x\n",
            "a: |\n x\n  y\n",
            "a: |\n  x\n y\n",
            "a: |\n\n    \n  x\n",
            "a: |\n   \n  x\n",
            "a: |\n  x\t\n\ty\n",
            "a: |\n  \tx\n",
            "a: |\n\tx\n",
            "a: |\n  x  \n  y \n",
            "a: |\n  # no comment\n# comment\n  x\n",
            "a: |\n  x\n# comment\nb: 1\n",
            "- |\n x\n- >\n y\n",
            "- |\nx\n",
            "|\n x\n",
            "|\nx\n",
            "a: |\r\n  x\r\n  y\r\n",
            "a: |\n  x\u2028  y\u0085  z\n",
            "a:\tb\n",
            "a:\t\tb\t\n",
            "a:\t\"b\"\t# c\n",
            "a: \"b\"\t\n",
            "a: 'b'\t# c\nd:\te\n",
            "a:\t- b\n",
            "a:\t{b: c}\n",
            "a:\t[b]\t\n",
            "a:\t|\n  x\n",
            "a: |\t\n  x\n",
            "a: \t|\n  x\n",
            "a: &x\tb\n",
            "a: !!str\tb\n",
            "a: !!str\t&x\tb\n",
            "a: *x\t\n",
            "- &x\ta\n- *x\t\n",
            "a\t: b\n",
            "\"a\"\t: b\n",
            "\"a\"\t:\tb\n",
            "-\ta\n",
            "- \ta\n",
            "-\t- a\n",
            "- a\n\t- b\n",
            "?\ta\n",
            "\ta: b\n",
            " \ta: b\n",
            "a:\n\tb\n",
            "a:\n\tb: c\n",
            "a:\n \tb\n",
            "a: b\n\tc\n",
            "a: b\n \tc\n",
            "a: 'b\n\tc'\n",
            "a: [b,\n\tc]\n",
            "a: {\tb: c\t}\n",
            "a: 1\n\t\nb: 2\n",
            "a: 1\n\t# c\nb: 2\n",
            "a: 1 \t # c\n",
            "[\ta\t,\tb\t]",
            "&a a: &b b\nc: *a\nd: *b\n",
            "&a {b: 1}\n",
            "&a [b]\n",
            "a: &x [1]\nb: *x\nc: [*x, *x]\n",
            "a: &x {b: &y 1}\nc: *x\nd: *y\n",
            "a: &x 1\nb: &x 2\nc: *x\n",
            "a: *x\nb: &x 1\n",
            "&a [*a]\n",
            "&a {b: *a}\n",
            "&a {<<: *a}\n",
            "&a {*a : b}\n",
            "a: &x b\n*x : c\n",
            "a: &x b\n*x: c\n",
            "a: &x [b]\n*x : c\n",
            "a: &x b\nc: !!str *x\n",
            "a: &x b\nc: &y *x\n",
            "a: 1\n---\nb: *x\n",
            "a: &x 1\n---\nb: *x\n",
            "- &a {a: 1}\n- {<<: *a, b: 2}\n",
            "- &a {a: 1}\n- {<<: *a, a: 2}\n",
            "- &a {a: 1}\n- {a: 2, <<: *a}\n",
            "- &a {a: 1}\n- &b {a: 2, b: 3}\n- {<<: [*a, *b]}\n",
            "- &a {a: 1}\n- &b {a: 2, b: 3}\n- {<<: *b, <<: *a}\n",
            "- &a {a: 1}\n- &b {<<: *a, b: 2}\n- {<<: *b, c: 3}\n",
            "- &a [1]\n- {<<: *a}\n",
            "- &a x\n- {<<: *a}\n",
            "- &a [{a: 1}]\n- {<<: *a}\n",
            "- &a {a: 1}\n- {<<: [*a, [*a]]}\n",
            "a: {<<: {b: {c: 1}}, b: {d: 1}}\n",
            "a: {<<: {b: 1, b: 2}}\n",
            "!!merge <<: {a: 1}\n",
            "! <<: {a: 1}\n",
            "!!str <<: {a: 1}\n",
            "&m <<: {a: 1}\n",
            "<<: !!null {a: 1}\n",
            "<<: &x {a: 1}\nb: *x\n",
            "a: &m <<\n*m : {b: 1}\n",
            "a: 1\na: 2\n",
            "a: 1\n'a': 2\n",
            "a: {b: {c: 1, c: 1}}\n",
            "- a: 1\n  b: 2\n  a: 3\n",
            "1: a\n1: b\n",
            "1: a\n'1': b\n",
            "1.5: a\n1.50: b\n",
            "yes: a\ntrue: b\n",
            "yes: a\n'true': b\n",
            ".nan: a\n.nan: b\n",
            ".inf: a\n1e39: b\n",
            "~: a\n",
            "? \n: a\n",
            "18446744073709551615: a\n",
            "a".repeat(1020) + ": 1\n",
            "a".repeat(1030) + ": 1\n",
            "\"" + "a".repeat(1030) + "\": 1\n",
            "? " + "a".repeat(2000) + "\n: 1\n",
            "[".repeat(300) + "]".repeat(300),
            "- ".repeat(300) + "a",
            "{a: ".repeat(150) + "1" + "}".repeat(150),
            "[".repeat(10_001),
            """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c]
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d]
            f: &f [*e, *e, *e, *e, *e, *e, *e, *e]
            g: [*f, *f, *f, *f, *f, *f, *f, *f]
            """,
            "a: &a [" + "x,".repeat(200) + "]\nb: [" + "*a,".repeat(60) + "]\n",
            "# comment\n\n  # comment\na: 1 # comment\n# comment\n  # comment\nb:\n  # comment\n  - c\n# comment\n",
            "a: 'x' # c\n#d\n",
            "a: # c\n  b: # c\n    - # c\n      d # c\n",
            "#c\n---\n#c\na: 1\n#c\n---\n#c\n",
            "a: \u0001\n",
            "a: \"\u0007\"\n",
            "a: \u001b[0m\n",
            "a: \"\ud83d\ude00\"\n",
            "é: ü\n",
            "😀: 😀\n",
            "a: 1\u00a0\nb: 2\n",
            "metadata:\n  annotations:\n    x: \"{\\\"a\\\": 1}\"\n    y: '{\"a\": 1}'\n    z: >-\n      {\"a\":\n      1}\n",
            "data:\n  site.properties: |-\n    a=b\n    c=d\n  env: \"A=1\\nB=2\\n\"\n",
            "args:\n- -c\n- |\n  set -e\n  if [ \"$A\" = x ]; then\n  \techo\n  fi\n- --flag=1\n- -\n",
            "defaultMode: 0400\nrunAsUser: 1000\nenabled: yes\nversion: 1.10\nport: 8_080\n");

    private static String characters(String text) {
        return Pattern.compile("<U\\+([0-9a-f]{4})>")
                .matcher(text)
                .replaceAll(m -> Character.toString(Integer.parseInt(m.group(1), 16)));
    }
}
