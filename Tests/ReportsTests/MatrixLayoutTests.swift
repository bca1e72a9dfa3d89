import Numerics
import Reports
import Testing

@Suite("How matrices look")
struct MatrixLayoutTests {
  private func table(_ rows: [[Cell]], style: Table.Style = .plain) -> Report {
    let names = ["input", "derivative", "third"].prefix(rows.map(\.count).max() ?? 0)
    return Report(tables: [Table(columns: names.map { .init(name: $0) }, rows: rows, style: style)])
  }

  private func trace(_ rows: [[Cell]], notes: [String] = []) -> Report {
    let names = ["step", "name", "operation", "value", "adjoint", "adjoint rule"]
    return Report(
      tables: [Table(columns: names.map { .init(name: $0) }, rows: rows)], notes: notes)
  }

  private let weights = Matrix(Shape(2, 2), [0.1, -0.4, 0.25, 1])
  private let product = Matrix(Shape(2, 2), [19, 43, 22, 50])
  private let ones = Matrix(Shape(2, 2), [1, 1, 1, 1])

  // MARK: - Text

  @Test("Plain rows are aligned beside the widest name")
  func plain() {
    let report = table([
      [.text("x"), .number(2.5)], [.text("W"), .matrix(weights)],
      [.text("θ長"), .matrix(Matrix(Shape(1, 2), [.nan, -.infinity]))],
      [.text("no"), .matrix(Matrix(Shape(0, 3), []))],
    ])
    #expect(
      written(report, as: .text) == """
        x    2.5
        W    0.1   0.25
             -0.4  1
        θ長  nan  -inf
        no   [](0×3)

        """)
  }

  @Test("The value of one expression is its rows and nothing else")
  func alone() {
    #expect(written(table([[.matrix(product)]]), as: .text) == "19  22\n43  50\n")
    #expect(written(MatrixSample.noColumns.alone, as: .text) == "[](3×0)\n")
    #expect(written(MatrixSample.column.alone, as: .text, digits: 2) == "0.25\n-4\n0.33\n")
    #expect(written(MatrixSample.tall.alone, as: .text) == "1      2\n-30.5  4\n5      0.001\n")
  }

  @Test("A matrix between other cells keeps its place")
  func between() {
    let report = table([
      [.text("a"), .matrix(product), .text("end")], [.text("bc"), .number(1), .matrix(weights)],
    ])
    #expect(
      written(report, as: .text) == """
        a   19  22  end
            43  50
        bc  1       0.1   0.25
                    -0.4  1

        """)
  }

  @Test("A grid shows shapes, and the elements of a step side by side below")
  func grid() {
    let report = trace(
      [
        [.text("v0"), .text("A"), .text("input"), .matrix(weights), .matrix(product), .text("G")],
        [.text("v1"), .empty, .text("sum(A)"), .number(0.95), .number(1), .text("seed")],
        [.text("v2"), .empty, .formula(text: "A*A", latex: "AA"), .matrix(product), .matrix(ones)],
        [
          .text("v3"), .empty, .text("[]"), .matrix(Matrix(Shape(0, 3), [])),
          .matrix(Matrix(Shape(0, 3), [])),
        ],
        [.text("v4"), .text("c"), .text("A[:, 1]"), .matrix(Matrix(Shape(2, 1), [7, 8])), .empty],
      ], notes: ["a note"])
    #expect(
      written(report, as: .text) == """
        step  name  operation  value  adjoint  adjoint rule
        v0    A     input      2×2    2×2      G
        v1          sum(A)     0.95   1        seed
        v2          A*A        2×2    2×2
        v3          []         0×3    0×3
        v4    c     A[:, 1]    2×1

        v0 A value      v0 A adjoint
          0.1   0.25      19  22
          -0.4  1         43  50

        v2 A*A value    v2 A*A adjoint
          19  22          1  1
          43  50          1  1

        v4 c value
          7
          8

        a note

        """)
  }

  @Test("Matrices too wide for one line stand below each other, in the whole table")
  func stacked() {
    let third = Matrix(Shape(1, 3), [1.0 / 3, 2.0 / 3, 1.0 / 7])
    let report = trace([
      [.text("v0"), .text("A"), .text("input"), .matrix(product), .matrix(ones)],
      [.text("v1"), .text("b"), .text("input"), .matrix(third), .matrix(third)],
    ])
    #expect(
      written(report, as: .text) == """
        step  name  operation  value  adjoint  adjoint rule
        v0    A     input      2×2    2×2
        v1    b     input      1×3    1×3

        v0 A value
          19  22
          43  50

        v0 A adjoint
          1  1
          1  1

        v1 b value
          0.3333333333333333  0.6666666666666666  0.14285714285714285

        v1 b adjoint
          0.3333333333333333  0.6666666666666666  0.14285714285714285

        """)
    #expect(
      written(report, as: .text, digits: 3).hasSuffix(
        """
        v1 b value               v1 b adjoint
          0.333  0.667  0.143      0.333  0.667  0.143

        """))
  }

  @Test("Side by side reaches to the 80th column and not beyond")
  func lineWidth() {
    func lines(nameWidth: Int) -> [Substring] {
      let name = String(repeating: "A", count: nameWidth)
      let report = trace([
        [.text("v0"), .text(name), .text("input"), .matrix(product), .matrix(ones)]
      ])
      return written(report, as: .text).split(separator: "\n").dropFirst(2).map { $0 }
    }
    #expect(lines(nameWidth: 28).map(\.count) == [80, 47, 47])
    #expect(lines(nameWidth: 29).map(\.count) == [38, 8, 8, 40, 6, 6])
  }

  @Test("Wide matrices are written in full")
  func wide() {
    let lines = written(MatrixSample.wide.alone, as: .text).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.count > 400 })
    let starts = lines.map { line in
      line.indices.filter { index in
        line[index] != " " && (index == line.startIndex || line[line.index(before: index)] == " ")
      }.map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(starts[0].count == 30)
    #expect(starts[0] == starts[1] && starts[0] == starts[2])
  }

  // MARK: - Separated values

  @Test("Matrices of a row go in step, other cells are repeated, names are quoted")
  func separated() {
    let report = table([
      [.text("W"), .matrix(product), .matrix(weights)],
      [.text("a,\"b"), .matrix(Matrix(Shape(1, 2), [.nan, .infinity])), .number(0.5)],
      [.text("s"), .number(1), .text("x, y")],
      [.text("c"), .text("p,q"), .matrix(Matrix(Shape(2, 1), [1, 2]))],
      [.text("none"), .matrix(Matrix(Shape(0, 2), [])), .number(3)],
    ])
    #expect(
      written(report, as: .csv) == """
        input,derivative,third
        W_1_1,19,0.1
        W_2_1,43,-0.4
        W_1_2,22,0.25
        W_2_2,50,1
        "a,""b_1_1",nan,0.5
        "a,""b_1_2",inf,0.5
        s,1,"x, y"
        c_1_1,"p,q",1
        c_2_1,"p,q",2

        """)
    #expect(
      written(table([[.text("a\tb"), .matrix(weights)]]), as: .tsv)
        == "input\tderivative\na\\tb_1_1\t0.1\na\\tb_2_1\t-0.4\na\\tb_1_2\t0.25\na\\tb_2_2\t1\n")
  }

  // MARK: - Documents

  @Test("Markdown has matrices as code, or as a table")
  func markdown() {
    #expect(
      written(
        table([[.text("x"), .number(1)], [.text("W"), .matrix(weights)]]), as: .markdown) == """
          | input | derivative |
          | --- | --- |
          | x | 1 |
          | W | `[0.1, 0.25; -0.4, 1]` |

          """)
    #expect(
      written(MatrixSample.notFinite.alone, as: .markdown) == """
        | value_1 | value_2 |
        | ---: | ---: |
        | nan | 1 |
        | inf | -inf |

        """)
  }

  @Test("LaTeX has brackets in mathematical mode, and room for many columns")
  func latex() {
    #expect(
      written(MatrixSample.extreme.named, as: .latex, digits: 2) == #"""
        \begin{tabular}{ll}
        \hline
        input & derivative \\
        \hline
        first & $2.5$ \\
        W & $\begin{bmatrix} 1\times 10^{300} & -0 & 4.9\times 10^{-324} \\ 1.8\times 10^{308} & -1.5\times 10^{-7} & 1\times 10^{22} \end{bmatrix}$ \\
        y & $-1$ \\
        \hline
        \end{tabular}

        """#)
    #expect(
      written(MatrixSample.notFinite.alone, as: .latex).contains(
        #"$\begin{bmatrix} \mathrm{nan} & 1 \\ \infty & -\infty \end{bmatrix}$ \\"#))
    #expect(written(MatrixSample.noRows.alone, as: .latex).contains(#"$[\,]_{0 \times 3}$ \\"#))
    let wide = written(MatrixSample.wide.alone, as: .latex)
    #expect(wide.hasPrefix("\\setcounter{MaxMatrixCols}{30}\n\\begin{tabular}{l}\n"))
  }
}
