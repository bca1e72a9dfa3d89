import Diagnostics
import Numerics
import Reports
import Testing

func written(_ report: Report, as format: ReportFormat, digits: Int? = nil) -> String {
  var bytes: [UInt8] = []
  report.write(as: format, digits: digits, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

@Suite("Every format")
struct FormatTests {
  private static let tabular = ReportFormat.allCases.filter { $0 != .json && $0 != .ndjson }

  @Test("Each format prints each report: its cells read back", arguments: tabular, Sample.all)
  func cells(format: ReportFormat, sample: Sample) {
    var report = sample.report
    // Aligned columns can be read back; bare cells have tests of their own.
    report.tables = report.tables.map {
      Table(title: $0.title, columns: $0.columns, rows: $0.rows, style: .grid)
    }
    // What an empty line means in TSV cannot be told from the line alone.
    if format == .tsv || format == .text {
      report.tables.removeAll { $0.columns[0].name == "only" }
    }
    let isForPeople = format == .text || format == .markdown
    let expected = report.tables.map { table in
      [table.columns.map { format == .latex ? $0.latex ?? $0.name : $0.name }]
        + table.rows.map { row in
          table.columns.indices.map { expectedText($0 < row.count ? row[$0] : .empty, format) }
        }
    }
    let text = written(report, as: format)
    #expect(Array(Reader.tables(text, as: format).prefix(expected.count)) == expected)
    for title in report.tables.compactMap(\.title) where title.allSatisfy(\.isLetter) {
      #expect(text.contains(title) == (isForPeople || format == .latex))
    }
    for note in report.notes { #expect(text.contains(note) == isForPeople) }
  }

  private func expectedText(_ cell: Cell, _ format: ReportFormat) -> String {
    switch cell {
    case .text(let text): text
    case .formula(let text, let latex): format == .latex ? latex : text
    case .number(let number): DecimalWriter.text(number)
    case .integer(let integer): String(integer)
    case .matrix(let matrix): matrix.shape.description
    case .empty: ""
    }
  }

  @Test("Digits are obeyed", arguments: ReportFormat.allCases)
  func digits(format: ReportFormat) {
    let text = written(Sample.gradient.report, as: format, digits: 3)
    #expect(text.contains("2.3"))
    #expect(!text.contains("2.298"))
    #expect(written(Sample.gradient.report, as: format).contains("2.298781296336581"))
  }

  @Test("Every line ends in a newline and none in a blank", arguments: ReportFormat.allCases)
  func lineEnds(format: ReportFormat) {
    for sample in Sample.all + MatrixSample.allCases.flatMap(\.samples) {
      let text = written(sample.report, as: format)
      #expect(text.isEmpty || text.hasSuffix("\n"))
      #expect(!text.contains(" \n"))
      #expect(!text.contains("\r"))
    }
  }
}

@Suite("The text format")
struct TextFormatTests {
  @Test("A trace is aligned as documented")
  func trace() {
    #expect(
      written(Sample.trace.report, as: .text) == """
        step  name  operation  value               adjoint             adjoint rule
        v0    u     input      1.3                 2.298781296336581   v_bar * 2*u
        v1    v     u^2        1.6900000000000002  0.8841466524371465  w_bar * cos(v) + x_bar * 1/v
        v2    w     sin(v)     0.9929036510941185  0.8834952481661632  y_bar * x
        v3    x     log(v)     0.5247285289349822  1.6717704665476318  y_bar * w
        v4    y     w*x        0.5210048722127897  1.6837187220587255  z_bar * z
        v5    z     exp(y)     1.6837187220587255  1                   seed

        """)
  }

  @Test("Plain tables are rows of bare cells")
  func plain() {
    #expect(written(Sample.gradient.report, as: .text) == "x 2.298781296336581\ny -0.5\n")
    let value = Table(columns: [.init(name: "value")], rows: [[.number(.nan)]], style: .plain)
    #expect(written(Report(tables: [value]), as: .text) == "nan\n")
  }

  @Test("Tables and notes are separated by empty lines")
  func several() {
    #expect(
      written(Sample.several.report, as: .text) == """
        first
        a  b
        1  2

        only

        x

        no rows
        p  q

        one note
        another note

        """)
  }

  @Test("Cells cannot break lines or steer the terminal, and wide characters align")
  func controls() {
    let table = Table(
      columns: [.init(name: "a"), .init(name: "b")],
      rows: [[.text("x\n\u{1B}[m"), .integer(1)], [.text("中é"), .integer(2)]])
    #expect(
      written(Report(tables: [table]), as: .text)
        == "a            b\nx\\n\\u{1b}[m  1\n中é          2\n")
  }
}

@Suite("Separated values")
struct SeparatedFormatTests {
  @Test("CSV quotes what needs quotes and nothing else")
  func quoting() {
    let texts = ["a", "a,b", "a\"b", "a\nb", "a\rb", " a", "a ", "", "a b", "=1"]
    let table = Table(
      columns: [.init(name: "t"), .init(name: "n")], rows: texts.map { [.text($0)] })
    #expect(
      written(Report(tables: [table]), as: .csv)
        == "t,n\na,\n\"a,b\",\n\"a\"\"b\",\n\"a\nb\",\n\"a\rb\",\n\" a\",\n\"a \",\n,\na b,\n=1,\n")
  }

  @Test("A table of one column has no empty line")
  func oneColumn() {
    #expect(written(Sample.several.report, as: .csv) == "a,b\n1,2\n\nonly\n\"\"\nx\n\np,q\n")
  }

  @Test("TSV escapes tabs, line breaks and backslashes")
  func escapes() {
    let table = Table(
      columns: [.init(name: "t"), .init(name: "n")],
      rows: [[.text("a\tb\nc\rd\\e\"f"), .number(1e300)]])
    #expect(written(Report(tables: [table]), as: .tsv) == "t\tn\na\\tb\\nc\\rd\\\\e\"f\t1e+300\n")
  }

  @Test("Numbers that are not finite have names")
  func names() {
    #expect(
      written(Sample.numbers.report, as: .csv)
        == """
        what,number,count
        nan,nan,-3
        inf,inf,
        minus,-inf,9223372036854775807
        large,1e+300,
        small,-1.5e-07,
        zero,-0,

        """.replacing("-1.5e-07", with: DecimalWriter.text(-1.5e-7)))
  }
}

@Suite("Markdown and LaTeX")
struct DocumentFormatTests {
  @Test("Markdown aligns numbers to the right and shows markup as it is")
  func markdown() {
    #expect(
      written(Sample.awkward.report, as: .markdown) == #"""
        **50% of {A} \& B**

        | a,b | x\|y | θ_1 | n |
        | --- | --- | --- | ---: |
        | \[1, 2\] | say "hi" | 中文 × | 1 |
        | \*bold\* | a\\b\~c^d | \_x\_ y_z \<b\> | |
        | x--1 | `a\|\|b` | \$\&%#{} | |
        | | `` `f` `` | - | 2 |

        """#)
  }

  @Test("LaTeX is a tabular in which no text is a command")
  func latex() {
    #expect(
      written(Sample.awkward.report, as: .latex) == ##"""
        \noindent\textbf{50\% of \{A\} \& B}\par\medskip
        \begin{tabular}{lllr}
        \hline
        a,b & x$|$y & $\theta$\_1 & n \\
        \hline
        {}[1, 2] & say {\ttfamily\char34}hi{\ttfamily\char34} & 中文 $\times$ & $1$ \\
        {}*bold* & a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d & \_x\_ y\_z $<$b$>$ &  \\
        x-{}-1 & $a \lor b$ & \$\&\%\#\{\} &  \\
         & $f$ & - & $2$ \\
        \hline
        \end{tabular}

        """##)
  }

  @Test("LaTeX numbers are set as mathematics")
  func latexNumbers() {
    let text = written(Sample.numbers.report, as: .latex)
    for number in [
      #"& nan &"#, #"& $\infty$ &"#, #"& $-\infty$ &"#, #"& $1\times 10^{300}$ &"#,
      #"& $-1.5\times 10^{-7}$ &"#, #"& $-0$ &"#, #"\begin{tabular}{lrr}"#,
    ] {
      #expect(text.contains(number))
    }
  }
}
